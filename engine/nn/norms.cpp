// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/layers.h"

#include "engine/nn/parallel.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include <algorithm>

namespace enogu::core {

namespace {

constexpr std::int64_t kRowsAPart = 32;

at::Tensor doubles(const std::vector<double>& values)
{
    return at::tensor(values, at::TensorOptions().dtype(at::kDouble));
}

void setOrigin(ChannelSums& sums, const at::Tensor& strip)
{
    const at::Tensor pixel =
        strip[strip.size(0) / 2][strip.size(1) / 2].to(at::kCPU, at::kFloat).contiguous();
    const float* values = pixel.const_data_ptr<float>();
    const auto channels = std::size_t(strip.size(2));
    sums.origin.assign(values, values + channels);
    sums.sum.assign(channels, 0);
    sums.square.assign(channels, 0);
}

void accumulate(ChannelSums& sums, const ChannelSums& part)
{
    for (std::size_t c = 0; c < part.sum.size(); ++c) {
        sums.sum[c] += part.sum[c];
        sums.square[c] += part.square[c];
    }
}

void sumRows(const at::Tensor& strip, std::int64_t begin, std::int64_t end, ChannelSums& into)
{
    const std::int64_t channels = strip.size(2);
    const std::int64_t first = begin * strip.size(1) * channels;
    const std::int64_t pixels = (end - begin) * strip.size(1);
    if (strip.scalar_type() == at::kFloat)
        sumPixels(strip.const_data_ptr<float>() + first, pixels, channels, into.origin.data(),
                  into.sum.data(), into.square.data());
    else
        sumPixels(static_cast<const Brain*>(strip.const_data_ptr()) + first, pixels, channels,
                  into.origin.data(), into.sum.data(), into.square.data());
}

std::vector<double> valuesOf(const at::Tensor& sums)
{
    const at::Tensor here = sums.to(at::kCPU, at::kDouble).contiguous();
    const double* values = here.const_data_ptr<double>();
    return {values, values + here.numel()};
}

ChannelSums sumsByOperations(const at::Tensor& strip, const std::vector<float>& origin)
{
    const at::Tensor middle = at::tensor(origin, at::TensorOptions().dtype(at::kFloat));
    const std::int64_t pixels[] = {0, 1};
    const at::Tensor values = strip.to(at::kFloat) - middle.to(strip.device());
    return {origin, valuesOf(values.sum(pixels, false, at::kDouble)),
            valuesOf(values.square().sum(pixels, false, at::kDouble))};
}

/// The same whatever the number of threads.
ChannelSums sumsByKernels(const at::Tensor& strip, const std::vector<float>& origin)
{
    const std::vector<double> none(origin.size());
    const std::int64_t rows = strip.size(0), count = (rows + kRowsAPart - 1) / kRowsAPart;
    std::vector<ChannelSums> parts(std::size_t(count), {origin, none, none});
    sharedOut(0, count, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            sumRows(strip, i * kRowsAPart, std::min(rows, (i + 1) * kRowsAPart),
                    parts[std::size_t(i)]);
    });
    for (std::size_t i = 1; i < parts.size(); ++i)
        accumulate(parts.front(), parts[i]);
    return parts.front();
}

NormMoments statistics(const ChannelSums& sums, const Norm& norm)
{
    auto [mean, variance] = momentsOf(sums);
    if (norm.kind == Norm::Kind::Layer) {
        const at::Tensor all = mean.mean();
        variance = (variance + (mean - all).square()).mean().expand_as(mean);
        mean = all.expand_as(mean);
    }
    return {mean.contiguous(), (variance + norm.eps).rsqrt().contiguous()};
}

} // namespace

void addTo(const Run& run, ChannelSums& sums, const at::Tensor& strip)
{
    if (sums.origin.empty())
        setOrigin(sums, strip);
    accumulate(sums, run.usesRowKernels() ? sumsByKernels(strip, sums.origin)
                                          : sumsByOperations(strip, sums.origin));
    sums.count += strip.size(0) * strip.size(1);
}

Moments momentsOf(const ChannelSums& sums)
{
    std::vector<double> mean(sums.sum.size()), variance(sums.sum.size());
    const auto count = double(sums.count);
    for (std::size_t c = 0; c < mean.size(); ++c) {
        const double shifted = sums.sum[c] / count;
        mean[c] = double(sums.origin[c]) + shifted;
        variance[c] = std::max(0.0, sums.square[c] / count - shifted * shifted);
    }
    return {doubles(mean), doubles(variance)};
}

Map normed(Run& run, Map x, const Norm& norm)
{
    const NormMoments moments = run.moments([&] { return statistics(*x.sums, norm); });
    const auto channels = std::size_t(x.channels);
    const double* mean = moments.mean.const_data_ptr<double>();
    const double* rstd = moments.rstd.const_data_ptr<double>();
    x.scale.resize(channels);
    x.shift.resize(channels);
    for (std::size_t c = 0; c < channels; ++c) {
        const double gamma = norm.gamma.empty() ? 1.0 : double(norm.gamma[c]);
        const double beta = norm.beta.empty() ? 0.0 : double(norm.beta[c]);
        x.scale[c] = float(gamma * rstd[c]);
        x.shift[c] = float(beta - gamma * rstd[c] * mean[c]);
    }
    return x;
}

} // namespace enogu::core
