// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/codec.h"

#include "engine/pipelines/tiles.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/zeros.h>

#include <cmath>

namespace enogu {

namespace {

constexpr std::int64_t kOverlap = 8; ///< latent pixels that a tile reads beyond what it decides

/// 1 inside, falling linearly over the `before` first and `after` last of `count` pixels.
at::Tensor ramp(std::int64_t count, std::int64_t before, std::int64_t after)
{
    at::Tensor weights = at::linspace(1, double(count), count, at::kFloat);
    const at::Tensor rest = double(count + 1) - weights;
    weights = (weights / double(before + 1)).clamp_max(1);
    return at::minimum(weights, (rest / double(after + 1)).clamp_max(1));
}

} // namespace

std::int64_t Codec::factor() const
{
    if (m_model.vae)
        return m_model.vae->config().factor();
    if (!m_model.tinyVae)
        return 1;
    return std::int64_t(1) << (m_model.tinyVae->config().encoderChannels.size() - 1);
}

std::int64_t Codec::multiple() const
{
    return m_model.pixels ? std::int64_t(1) << (m_model.pixels->config().levels.size() - 1)
                          : factor();
}

at::Tensor Codec::unscaledFromPicture(const at::Tensor& picture, const at::Tensor& noise,
                                      const core::Checkpoint& checkpoint) const
{
    const at::Tensor x = picture.to(m_model.device);
    if (!m_model.vae)
        return m_model.tinyVae ? m_model.tinyVae->encode(x, checkpoint) : x;
    const auto posterior = m_model.vae->encode(x, checkpoint);
    return noise.defined() ? posterior.mean + posterior.std * noise.to(m_model.device)
                           : posterior.mean;
}

at::Tensor Codec::latentFromPicture(const at::Tensor& picture, const at::Tensor& noise,
                                    const core::Checkpoint& checkpoint) const
{
    return (unscaledFromPicture(picture, noise, checkpoint) - m_model.latentShift) *
           m_model.latentScale;
}

at::Tensor Codec::decoded(const at::Tensor& unscaled, const core::Checkpoint& checkpoint) const
{
    if (m_model.vae)
        return m_model.vae->decode(unscaled, checkpoint);
    return m_model.tinyVae ? m_model.tinyVae->decode(unscaled, checkpoint) : unscaled;
}

at::Tensor Codec::pictureFromLatent(const at::Tensor& latent, std::int64_t mostAtOnce,
                                    const core::Checkpoint& checkpoint) const
{
    const at::Tensor unscaled = latent / m_model.latentScale + m_model.latentShift;
    if (mostAtOnce <= 0 || latent.size(2) * latent.size(3) <= mostAtOnce || m_model.pixels)
        return decoded(unscaled, checkpoint);
    return decodedInTiles(unscaled, mostAtOnce, checkpoint);
}

at::Tensor Codec::decodedInTiles(const at::Tensor& unscaled, std::int64_t most,
                                 const core::Checkpoint& checkpoint) const
{
    const std::int64_t f = factor(), height = unscaled.size(2) * f, width = unscaled.size(3) * f;
    at::Tensor sum, weights = at::zeros({1, 1, height, width}, at::kFloat);
    for (const Tile& tile :
         tilesOf({0, 0, width, height}, kOverlap * f, f, double(most) * double(f * f))) {
        const Region& in = tile.input;
        const Region& to = tile.inner;
        const at::Tensor seen =
            unscaled.narrow(2, in.y / f, in.height / f).narrow(3, in.x / f, in.width / f);
        const at::Tensor part = decoded(seen, checkpoint).to(at::kCPU);
        const at::Tensor fade =
            ramp(in.height, 2 * (to.y - in.y), 2 * (in.y + in.height - to.y - to.height))
                .unsqueeze(1) *
            ramp(in.width, 2 * (to.x - in.x), 2 * (in.x + in.width - to.x - to.width));
        if (!sum.defined())
            sum = at::zeros({1, part.size(1), height, width}, at::kFloat);
        const auto place = [&](const at::Tensor& all) {
            return all.narrow(2, in.y, in.height).narrow(3, in.x, in.width);
        };
        place(sum).add_(part * fade);
        place(weights).add_(fade);
    }
    return (sum / weights).to(m_model.device);
}

} // namespace enogu
