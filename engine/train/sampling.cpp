// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/sampling.h"

#include "engine/diffusion/guidance.h"

#include <ATen/ATen.h>

namespace enogu::core {

namespace {

/// Rows of InstructPix2Pix: text and image, image, neither.
at::Tensor instructed(const UNet2DCondition& unet, const TextContext& context, const at::Tensor& x,
                      double t, const at::Tensor& source, const SamplingPlan& plan)
{
    const at::Tensor images = at::cat({source, source, at::zeros_like(source)});
    const at::Tensor rows = at::cat({at::cat({x, x, x}), images}, 1);
    const auto parts = unet.forward(rows, t, context).chunk(3);
    return dualGuided(parts[0], parts[1], parts[2], plan.textGuidance, plan.imageGuidance);
}

at::Tensor described(const UNet2DCondition& unet, const TextContext& context, const at::Tensor& x,
                     double t, const SamplingPlan& plan)
{
    const auto parts = unet.forward(at::cat({x, x}), t, context).chunk(2);
    return guided(parts[1], parts[0], plan.textGuidance);
}

} // namespace

at::Tensor sampled(const UNet2DCondition& unet, const at::Tensor& noise, const at::Tensor& text,
                   const at::Tensor& nothing, const at::Tensor& source, const SamplingPlan& plan)
{
    const TextContext context = unet.context(source.defined() ? at::cat({text, nothing, nothing})
                                                              : at::cat({text, nothing}));
    const auto sampler = makeSampler(plan.sampler, plan.steps);
    sampler->begin(0);
    at::Tensor x = noise * sampler->initNoiseSigma();
    for (std::int64_t i = 0; i < std::int64_t(sampler->timesteps().size()); ++i) {
        const double t = sampler->timesteps()[std::size_t(i)];
        const at::Tensor input = sampler->scaleInput(x, i);
        const at::Tensor output = source.defined()
                                      ? instructed(unet, context, input, t, source, plan)
                                      : described(unet, context, input, t, plan);
        x = sampler->step(output, i, x).previous;
    }
    return x;
}

} // namespace enogu::core
