// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/generate.h"

#include "engine/api/error.h"
#include "engine/diffusion/guidance.h"
#include "engine/pipelines/conditioning.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/upsample_nearest2d.h>

#include <algorithm>

namespace enogu {

namespace {

/// One run. Every tensor is float32 on the model's device.
class Generation
{
public:
    Generation(const DiffusionModel& model, const Generate& recipe, const DiffusionInput& input,
               const DiffusionRun& how)
        : m_model(model), m_recipe(recipe), m_input(input), m_how(how), m_run(model, input, how)
    {
    }

    DiffusionResult run(const core::SamplerConfig& sampler);

private:
    bool paints() const { return m_input.mask.defined(); }
    bool takesMask() const { return m_model.inChannels() > m_model.latentChannels(); }
    at::Tensor encoded(const at::Tensor& picture) const;
    void encodeInputs();
    at::Tensor start(const core::Sampler& sampler, std::int64_t first) const;
    DiffusionResult denoised(const core::SamplerConfig& config, const Conditioning& words,
                             std::int64_t first);
    Denoising::Blend blendOf(const core::Sampler& sampler) const;

    const DiffusionModel& m_model;
    const Generate& m_recipe;
    const DiffusionInput& m_input;
    const DiffusionRun& m_how;
    Denoising m_run;
    at::Tensor m_noise;  ///< of the start, unit variance
    at::Tensor m_clean;  ///< latents of the input, one for all or one for each picture
    at::Tensor m_mask;   ///< [1, 1, h, w]
    at::Tensor m_beside; ///< what an inpainting UNet sees after x
};

at::Tensor Generation::encoded(const at::Tensor& picture) const
{
    const Codec& codec = m_run.codec();
    const at::Tensor noise = codec.hasPosterior() ? m_how.noise->posterior() : at::Tensor();
    return codec.latentFromPicture(picture, noise, m_how.checkpoint);
}

/// Encodes and draws in the order in which diffusers' pipelines do: picture, noise, masked picture;
/// image to image takes the picture in any case, inpainting where something of it is needed.
void Generation::encodeInputs()
{
    if (m_input.picture.defined())
        m_run.requireMemoryToEncode();
    const bool fromNoise = paints() && m_recipe.strength >= 1;
    if (m_input.picture.defined() && !(takesMask() && fromNoise))
        m_clean = encoded(m_input.picture);
    m_noise = m_run.noise();
    if (!paints()) {
        m_run.put("image_latents", m_clean);
        return;
    }
    const LatentExtent size = m_run.extent();
    m_mask = at::upsample_nearest2d(m_input.mask, {size.height, size.width}).to(m_model.device);
    if (!takesMask()) {
        m_how.noise->skipPosterior();
        m_run.put("image_latents", m_clean);
        return;
    }
    const at::Tensor masked = encoded(m_input.picture * (m_input.mask < 0.5));
    m_run.put("image_latents", masked);
    const std::int64_t pictures = m_run.pictures();
    m_beside =
        at::cat({m_mask.expand({pictures, -1, -1, -1}), masked.expand({pictures, -1, -1, -1})}, 1);
}

at::Tensor Generation::start(const core::Sampler& sampler, std::int64_t first) const
{
    if (!m_clean.defined() || (paints() && m_recipe.strength >= 1))
        return m_noise * sampler.initNoiseSigma();
    return sampler.addNoise(m_clean, m_noise, first);
}

/// A model without a mask of its own repaints everything: what is kept is put back at the level of
/// the step, noised as it was at the start.
Denoising::Blend Generation::blendOf(const core::Sampler& sampler) const
{
    if (!paints() || takesMask())
        return {};
    return [&](const at::Tensor& x, std::int64_t level) {
        return (1 - m_mask) * sampler.addNoise(m_clean, m_noise, level) + m_mask * x;
    };
}

DiffusionResult Generation::denoised(const core::SamplerConfig& config, const Conditioning& words,
                                     std::int64_t first)
{
    const bool isGuided = words.negative.defined();
    const at::Tensor text = isGuided ? at::cat({words.negative, words.prompt}) : words.prompt;
    ModelRows rows = m_run.networkOf({text, words.guidance, m_beside});
    core::ClassifierFreeGuidance guided(rows, m_recipe.guidance, m_recipe.guidanceRescale);
    core::Denoiser& network = isGuided ? static_cast<core::Denoiser&>(guided) : rows;
    Course course = courseFor(config, m_recipe.steps, first);
    const at::Tensor x =
        m_run.stepped(course, network, start(*course.sampler, first), blendOf(*course.sampler));
    DiffusionResult result = m_run.finished(x);
    result.slicedRows = rows.isSliced();
    return result;
}

DiffusionResult Generation::run(const core::SamplerConfig& config)
{
    const Conditioning words = conditioningOf(m_model, m_recipe.prompt, m_recipe.negative,
                                              m_recipe.guidance, m_how.checkpoint);
    m_run.put("text_embeds", words.prompt);
    m_run.put("negative_embeds", words.negative);
    const std::int64_t taken =
        m_input.picture.defined() ? stepsTaken(m_recipe.steps, m_recipe.strength) : m_recipe.steps;
    encodeInputs();
    if (taken > 0)
        return denoised(config, words, m_recipe.steps - taken);
    if (m_how.from || m_how.keepStep > 0)
        throw Error(ErrorCode::BadArgument,
                    "At this strength no step is taken; choose a higher strength.");
    if (m_how.trace)
        m_how.trace->begin(m_clean);
    return m_run.finished(m_clean.expand({m_run.pictures(), -1, -1, -1}));
}

} // namespace

std::int64_t stepsTaken(std::int64_t steps, double strength)
{
    return std::min(std::int64_t(double(steps) * strength), steps);
}

DiffusionResult generate(const DiffusionModel& model, const core::SamplerConfig& sampler,
                         const Generate& recipe, const DiffusionInput& input,
                         const DiffusionRun& how)
{
    return Generation(model, recipe, input, how).run(sampler);
}

} // namespace enogu
