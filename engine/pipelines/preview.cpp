// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/preview.h"

#include "engine/api/error.h"
#include "engine/formats/tensorfile.h"
#include "engine/pipelines/codec.h"
#include "engine/weights/tensors.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/im2col.h>
#include <ATen/ops/linalg_solve.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/replication_pad2d.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <ATen/ops/zeros.h>

namespace enogu {

namespace {

constexpr std::int64_t kSide = 32;      ///< of the drawn pictures' latents
constexpr std::int64_t kPictures = 4;   ///< one of each grid; eight tell no more
constexpr double kContrast = 0.7;       ///< deviation of the drawn colours
constexpr double kRidge = 1e-4;         ///< of the features' variance
constexpr std::int64_t kNeighbours = 9; ///< 3 × 3

at::Tensor padded(const at::Tensor& latent)
{
    return at::replication_pad2d(latent, {1, 1, 1, 1});
}

/// Random colours on grids of 3 to 24 cells, joined smoothly: [1, 3, side, side].
at::Tensor drawnPicture(at::Generator& generator, std::int64_t index, std::int64_t side)
{
    const std::int64_t cells = std::int64_t(3) << (index % 4);
    const at::Tensor colours =
        at::randn(c10::IntArrayRef({1, 3, cells, cells}), generator, at::kFloat);
    return (at::upsample_bicubic2d(colours, {side, side}, false) * kContrast).clamp(-1, 1);
}

/// A row for each pixel: [h · w, columns] float64.
at::Tensor rowsOf(const at::Tensor& image)
{
    return image.flatten(2)[0].t().to(at::kDouble);
}

at::Tensor featuresOf(const at::Tensor& latent)
{
    const at::Tensor around = at::im2col(padded(latent), {3, 3}, {1, 1}, {0, 0}, {1, 1});
    const at::Tensor rows = around[0].t().to(at::kDouble);
    return at::cat({rows, at::ones({rows.size(0), 1}, at::kDouble)}, 1);
}

LatentMap identityMap(std::int64_t channels)
{
    at::Tensor weights = at::zeros({3, channels, 3, 3}, at::kFloat);
    for (std::int64_t colour = 0; colour < 3; ++colour)
        weights[colour][std::min(colour, channels - 1)][1][1].fill_(1);
    return {weights, at::zeros({3}, at::kFloat)};
}

} // namespace

LatentMap::LatentMap(at::Tensor weights, at::Tensor bias)
    : m_weights(std::move(weights)), m_bias(std::move(bias))
{
}

at::Tensor LatentMap::operator()(const at::Tensor& latent) const
{
    return at::conv2d(padded(latent.to(at::kCPU, at::kFloat)), m_weights, m_bias).clamp(-1, 1);
}

void LatentMap::write(const std::filesystem::path& path) const
{
    writeSafetensors(path, {viewOf("bias", m_bias), viewOf("weights", m_weights)});
}

std::optional<LatentMap> LatentMap::read(const std::filesystem::path& path, std::int64_t channels)
{
    try {
        const TensorFile file = readTensors(path);
        const TensorView *weights = file.find("weights"), *bias = file.find("bias");
        const std::vector<std::int64_t> shape{3, channels, 3, 3}, colours{3};
        if (!weights || !bias || weights->shape != shape || bias->shape != colours)
            return std::nullopt;
        LatentMap map(floatTensor(*weights), floatTensor(*bias));
        const bool sound =
            map.m_weights.isfinite().all().item<bool>() && map.m_bias.isfinite().all().item<bool>();
        return sound ? std::optional(std::move(map)) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

LatentMap fittedMap(const DiffusionModel& model, const core::Checkpoint& checkpoint)
{
    const std::int64_t channels = model.latentChannels();
    if (model.pixels)
        return identityMap(channels);
    const Codec codec(model);
    const std::int64_t factor = codec.factor(), size = channels * kNeighbours + 1;
    at::Generator generator = at::detail::createCPUGenerator(0);
    at::Tensor squares = at::zeros({size, size}, at::kDouble);
    at::Tensor products = at::zeros({size, 3}, at::kDouble);
    for (std::int64_t i = 0; i < kPictures; ++i) {
        const at::Tensor picture = drawnPicture(generator, i, kSide * factor);
        const at::Tensor latent = codec.latentFromPicture(picture, {}, checkpoint);
        const at::Tensor decoded =
            codec.pictureFromLatent(latent, 0, checkpoint).clamp(-1, 1).to(at::kCPU, at::kFloat);
        const at::Tensor features = featuresOf(latent.to(at::kCPU, at::kFloat));
        squares += features.t().matmul(features);
        products += features.t().matmul(rowsOf(at::avg_pool2d(decoded, {factor, factor})));
    }
    squares += kRidge * squares.diagonal().mean() * at::eye(size, at::kDouble);
    const at::Tensor solved = at::linalg_solve(squares, products).t().to(at::kFloat); // [3, size]
    return {solved.narrow(1, 0, size - 1).reshape({3, channels, 3, 3}).contiguous(),
            solved.select(1, size - 1).contiguous()};
}

} // namespace enogu
