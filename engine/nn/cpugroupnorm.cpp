// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/cpugroupnorm.h"

#include "engine/nn/groupnormkernels.h"
#include "engine/nn/parallel.h"

#include <ATen/ops/empty_like.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace enogu::core {

namespace {

constexpr std::int64_t kRunValues = 32768; // 64 KiB of a picture at a time
constexpr std::int64_t kRunPixels = 256;   // that float32 sums exactly enough
constexpr std::int64_t kGrainValues = 1 << 16;

/// Runs of pixels, counted through all pictures of a batch.
struct Runs
{
    explicit Runs(const at::Tensor& x)
        : channels(x.size(1)),
          pixels(x.size(2) * x.size(3)),
          length(std::clamp<std::int64_t>(kRunValues / channels, 1, kRunPixels)),
          each((pixels + length - 1) / length),
          count(x.size(0) * each),
          grain(kGrainValues / (length * channels) + 1)
    {
    }

    std::int64_t pictureOf(std::int64_t run) const { return run / each; }
    std::int64_t lengthOf(std::int64_t run) const
    {
        return std::min(length, pixels - run % each * length);
    }
    /// Of the run's first value.
    std::int64_t offsetOf(std::int64_t run) const
    {
        return (pictureOf(run) * pixels + run % each * length) * channels;
    }

    std::int64_t channels, pixels, length, each, count;
    std::int64_t grain; ///< that is worth waking a thread for
};

/// Per picture and channel: what the norm multiplies by and adds.
struct Affine
{
    std::vector<float> scale, shift;
};

/// The sums of a picture about its first pixel.
struct Sums
{
    std::vector<float> origin;
    std::vector<double> sum, square;
};

std::vector<float> originOf(const Brain* pixel, std::int64_t channels)
{
    const at::Tensor values =
        at::from_blob(const_cast<Brain*>(pixel), {channels}, at::kBFloat16).to(at::kFloat);
    const float* first = values.const_data_ptr<float>();
    return {first, first + channels};
}

std::vector<Sums> sumsOf(const Brain* values, const Runs& runs)
{
    const auto width = std::size_t(runs.channels);
    std::vector<Sums> sums(std::size_t(runs.count / runs.each));
    for (std::size_t b = 0; b < sums.size(); ++b)
        sums[b] = {originOf(values + runs.offsetOf(std::int64_t(b) * runs.each), runs.channels),
                   std::vector<double>(width), std::vector<double>(width)};
    std::vector<float> parts(std::size_t(runs.count) * 2 * width);
    sharedOut(0, runs.count, runs.grain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t run = begin; run < end; ++run) {
            float* part = &parts[std::size_t(run) * 2 * width];
            sumPixels<Brain>(
                {values + runs.offsetOf(run), nullptr, nullptr, runs.lengthOf(run), runs.channels},
                sums[std::size_t(runs.pictureOf(run))].origin.data(), part, part + width);
        }
    });
    for (std::int64_t run = 0; run < runs.count; ++run) {
        Sums& to = sums[std::size_t(runs.pictureOf(run))];
        const float* part = &parts[std::size_t(run) * 2 * width];
        for (std::size_t c = 0; c < width; ++c) {
            to.sum[c] += double(part[c]);
            to.square[c] += double(part[width + c]);
        }
    }
    return sums;
}

/// Mean and 1 / √(variance + eps) of the channels [begin, end).
std::pair<double, double> momentsOf(const Sums& sums, std::size_t begin, std::size_t end,
                                    const Runs& runs, double eps)
{
    const auto pixels = double(runs.pixels);
    double mean = 0, variance = 0;
    for (std::size_t c = begin; c < end; ++c)
        mean += (double(sums.origin[c]) + sums.sum[c] / pixels) / double(end - begin);
    for (std::size_t c = begin; c < end; ++c) {
        const double shifted = sums.sum[c] / pixels;
        const double off = double(sums.origin[c]) + shifted - mean;
        variance += sums.square[c] / pixels - shifted * shifted + off * off;
    }
    return {mean, 1 / std::sqrt(std::max(0.0, variance / double(end - begin)) + eps)};
}

Affine affineOf(const std::vector<Sums>& sums, const Runs& runs, const GroupNormShape& shape)
{
    const at::Tensor weight = shape.weight.to(at::kFloat).contiguous(),
                     bias = shape.bias.to(at::kFloat).contiguous();
    const auto width = std::size_t(runs.channels), group = width / std::size_t(shape.groups);
    Affine affine{std::vector<float>(sums.size() * width), std::vector<float>(sums.size() * width)};
    for (std::size_t b = 0; b < sums.size(); ++b) {
        for (std::size_t first = 0; first < width; first += group) {
            const auto [mean, rate] = momentsOf(sums[b], first, first + group, runs, shape.eps);
            for (std::size_t c = first; c < first + group; ++c) {
                const double scale = double(weight.const_data_ptr<float>()[c]) * rate;
                affine.scale[b * width + c] = float(scale);
                affine.shift[b * width + c] =
                    float(double(bias.const_data_ptr<float>()[c]) - mean * scale);
            }
        }
    }
    return affine;
}

} // namespace

bool suitsCpuGroupNormSilu(const at::Tensor& x, const GroupNormShape& shape)
{
    const bool wantsGradient = x.requires_grad() || shape.weight.requires_grad();
    return x.dim() == 4 && x.is_cpu() && x.scalar_type() == at::kBFloat16 && x.numel() > 0 &&
           x.is_contiguous(at::MemoryFormat::ChannelsLast) && x.size(1) % shape.groups == 0 &&
           !(c10::GradMode::is_enabled() && wantsGradient) && hasGroupNormKernels();
}

at::Tensor cpuGroupNormSilu(const at::Tensor& x, const GroupNormShape& shape)
{
    TORCH_CHECK(suitsCpuGroupNormSilu(x, shape), "cpuGroupNormSilu does not take this tensor.");
    const Runs runs(x);
    const auto* in = static_cast<const Brain*>(x.const_data_ptr());
    const Affine affine = affineOf(sumsOf(in, runs), runs, shape);
    at::Tensor out = at::empty_like(x, x.options(), at::MemoryFormat::ChannelsLast);
    auto* to = static_cast<Brain*>(out.mutable_data_ptr());
    sharedOut(0, runs.count, runs.grain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t run = begin; run < end; ++run) {
            const auto first = std::size_t(runs.pictureOf(run) * runs.channels);
            const std::int64_t offset = runs.offsetOf(run);
            normPixels<Brain>(
                {in + offset, nullptr, to + offset, runs.lengthOf(run), runs.channels},
                {&affine.scale[first], &affine.shift[first], true});
        }
    });
    return out;
}

} // namespace enogu::core
