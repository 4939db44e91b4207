// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/attention.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/mm.h>

#include <algorithm>

namespace enogu::core {

namespace {

constexpr std::int64_t kChannels = 128;
constexpr double kNormEps = 1e-3;

at::Tensor pointwise(const Reader& read, const std::string& key)
{
    return read.tensor(key + ".weight", {kChannels, kChannels, 1, 1})
        .reshape({kChannels, kChannels})
        .to(at::kFloat);
}

ExternalAttention movedTo(const at::Device& device, const ExternalAttention& attention)
{
    return {attention.input.to(device), attention.memory.to(device), attention.output.to(device),
            attention.offset.to(device)};
}

/// A strip's pixels as rows [pixels, channels] float32.
at::Tensor pixelsOf(const at::Tensor& strip)
{
    return strip.reshape({-1, strip.size(2)}).to(at::kFloat);
}

at::Tensor logitsOf(const at::Tensor& pixels, const ExternalAttention& attention)
{
    return at::mm(at::mm(pixels, attention.input.t()), attention.memory);
}

/// Largest logit of each slot, and 1 / the sum of exponentials below it.
NormMoments slotMoments(Run& run, const Map& x, const ExternalAttention& attention)
{
    at::Tensor largest, sum;
    for (const at::Tensor& strip : x.strips) {
        const at::Tensor logits = logitsOf(pixelsOf(strip), attention);
        const at::Tensor top = logits.amax(0).to(at::kDouble);
        const at::Tensor peak = largest.defined() ? at::maximum(largest, top) : top;
        const at::Tensor here = (logits.to(at::kDouble) - peak).exp().sum(0);
        sum = largest.defined() ? sum * (largest - peak).exp() + here : here;
        largest = peak;
        run.did(0);
    }
    return {largest, sum.reciprocal()};
}

at::Tensor attendedStrip(const at::Tensor& strip, const NormMoments& slots,
                         const ExternalAttention& attention)
{
    const at::Tensor pixels = pixelsOf(strip);
    const at::Tensor logits = logitsOf(pixels, attention).to(at::kDouble);
    at::Tensor share = (logits - slots.mean).exp() * slots.rstd;
    share = (share / (share.sum(1, true) + 1e-9)).to(at::kFloat);
    const at::Tensor value = at::mm(share, attention.memory.t());
    const at::Tensor result = at::mm(value, attention.output.t()) + attention.offset + pixels;
    return result.reshape(strip.sizes()).to(strip.scalar_type());
}

} // namespace

ExternalAttention readAttention(const Reader& read, const std::string& key)
{
    const auto channels = [&](const std::string& name) {
        return read.tensor(key + ".norm." + name, {kChannels}).to(at::kFloat);
    };
    const at::Tensor gain = channels("weight") * (channels("running_var") + kNormEps).rsqrt();
    const at::Tensor offset = channels("bias") - channels("running_mean") * gain;
    return {pointwise(read, key + ".input"),
            read.tensor(key + ".memory", {kChannels, kChannels}).to(at::kFloat),
            pointwise(read, key + ".output") * gain.unsqueeze(1), offset};
}

Map attended(Run& run, Map x, const ExternalAttention& attention)
{
    x = settled(run, std::move(x));
    const ExternalAttention here = movedTo(run.device, attention);
    const NormMoments slots = run.moments([&] { return slotMoments(run, x, here); });
    for (at::Tensor& strip : x.strips) {
        strip = attendedStrip(strip, slots, here);
        run.did(0);
    }
    return leaky(std::move(x));
}

} // namespace enogu::core
