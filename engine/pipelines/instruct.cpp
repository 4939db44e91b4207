// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/instruct.h"

#include "engine/diffusion/guidance.h"
#include "engine/pipelines/conditioning.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

constexpr std::int64_t kMiddle = 32; ///< latents: enough of a picture to tell its world by

/// The rows that count, and how much each does.
struct Rows
{
    std::vector<at::Tensor> texts, pictures;
    std::vector<std::int64_t> seen;
    std::vector<double> weights;

    void add(const at::Tensor& text, const at::Tensor& picture, double weight)
    {
        if (weight == 0)
            return;
        if (pictures.empty() || !pictures.back().is_same(picture))
            pictures.push_back(picture);
        texts.push_back(text);
        seen.push_back(std::int64_t(pictures.size()) - 1);
        weights.push_back(weight);
    }
    NetworkRows together() const { return {at::cat(texts), {}, at::cat(pictures), seen}; }
};

/// (text, picture), (negative, picture), (negative, nothing): not Stable Diffusion's order.
Rows rowsOf(const core::DualWeights& weights, const at::Tensor& text, const at::Tensor& negative,
            const at::Tensor& picture)
{
    Rows rows;
    rows.add(text, picture, weights.both);
    rows.add(negative, picture, weights.image);
    rows.add(negative, at::zeros_like(picture), weights.none);
    return rows;
}

/// At most `side` wide and high.
at::Tensor middleOf(const at::Tensor& picture, std::int64_t side)
{
    at::Tensor part = picture;
    for (const std::int64_t axis : {2, 3})
        if (const std::int64_t length = part.size(axis); length > side)
            part = part.narrow(axis, (length - side) / 2, side);
    return part;
}

/// Whether the autoencoder alone spoils the middle of a picture more than those of its world.
bool isStrange(const DiffusionModel& model, const at::Tensor& picture, const core::Checkpoint& go)
{
    const double least = model.folder.advice().worldPsnr;
    if (least == 0)
        return false;
    const Codec codec(model);
    const at::Tensor middle = middleOf(picture, codec.multiple() * kMiddle);
    const at::Tensor back = codec.pictureFromLatent(codec.latentFromPicture(middle, {}, go), 0, go);
    const double error = (back.clamp(-1, 1) - middle).square().mean().item<double>();
    return 10 * std::log10(4 / std::max(error, 1e-12)) < least;
}

} // namespace

DiffusionResult instruct(const DiffusionModel& model, const core::SamplerConfig& config,
                         const Instruct& recipe, const DiffusionInput& input,
                         const DiffusionRun& how)
{
    Denoising run(model, input, how);
    const at::Tensor text = embedded(model, recipe.instruction, how.checkpoint);
    const at::Tensor negative = embedded(model, recipe.negative, how.checkpoint);
    run.requireMemoryToEncode();
    const at::Tensor picture = run.codec().unscaledFromPicture(input.picture, {}, how.checkpoint);
    const bool strange = isStrange(model, input.picture, how.checkpoint);
    run.put("text_embeds", text);
    run.put("negative_embeds", negative);
    run.put("image_latents", picture);

    const Rows rows = rowsOf(core::dualWeights(recipe.textGuidance, recipe.imageGuidance), text,
                             negative, picture.expand({run.pictures(), -1, -1, -1}));
    ModelRows network = run.networkOf(rows.together());
    core::WeightedRows guided(network, rows.weights);
    Course course = courseFor(config, recipe.steps);
    const at::Tensor noise = run.noise() * course.sampler->initNoiseSigma();
    DiffusionResult result = run.finished(run.stepped(course, guided, noise));
    result.strange = strange;
    result.slicedRows = network.isSliced();
    return result;
}

Extent instructExtent(Extent picture, int bound, std::int64_t step)
{
    const std::int64_t shortSide = std::min(picture.width, picture.height);
    const std::int64_t longSide = std::max(picture.width, picture.height);
    const std::int64_t steps = (shortSide * bound + longSide * step - 1) / (longSide * step);
    const auto side = [&](std::int64_t length) { return int(length * steps / shortSide * step); };
    return {side(picture.width), side(picture.height)};
}

} // namespace enogu
