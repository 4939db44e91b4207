// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/denoising.h"

#include "engine/api/error.h"

#include <ATen/ops/aminmax.h>

#include <cmath>
#include <stdexcept>

namespace enogu {

std::unique_ptr<core::Sampler> samplerFor(const core::SamplerConfig& config, std::int64_t steps,
                                          std::int64_t first)
{
    try {
        return core::makeSampler(config, steps, first);
    } catch (const std::invalid_argument& error) {
        throw Error(ErrorCode::BadArgument, error.what());
    }
}

Denoising::Denoising(const DiffusionModel& model, const DiffusionInput& input,
                     const DiffusionRun& how)
    : m_model(model),
      m_input(input),
      m_how(how),
      m_codec(model),
      m_clock(how.checkpoint, how.advance)
{
}

LatentExtent Denoising::extent() const
{
    const std::int64_t factor = m_codec.factor();
    return {1, m_input.height / factor, m_input.width / factor};
}

void Denoising::put(const char* name, const at::Tensor& tensor) const
{
    if (m_how.trace && tensor.defined())
        m_how.trace->put(name, tensor);
}

void Denoising::requireFinite(const at::Tensor& x, const std::string& when) const
{
    const auto [low, high] = at::aminmax(x);
    if (!std::isfinite(low.item<float>()) || !std::isfinite(high.item<float>()))
        throw Error(ErrorCode::NonFinite, m_model.name + " computed values that are not numbers " +
                                              when +
                                              "; its weights are damaged, or try --dtype f32.");
}

void Denoising::requireMemory(double bytes) const
{
    if (bytes <= m_how.freeBytes)
        return;
    const auto gigabytes = [](double size) { return std::to_string(std::llround(size / 1e9)); };
    throw Error(ErrorCode::OutOfMemory, "A picture of " + std::to_string(m_input.width) + " x " +
                                            std::to_string(m_input.height) + " with " +
                                            m_model.name + " needs about " + gigabytes(bytes) +
                                            " GB of memory and " + gigabytes(m_how.freeBytes) +
                                            " GB are free; choose a smaller --size.");
}

/// Encoded whole, in half the width of decoding.
void Denoising::requireMemoryToEncode() const
{
    requireMemory(bytesOfDecoding(m_model, extent()) / 2);
}

/// Before minutes are spent.
ModelRows Denoising::networkOf(const NetworkRows& rows)
{
    ModelRows network(m_model, rows, m_clock.checkpoint());
    LatentExtent batch = extent();
    batch.rows = network.count();
    if (bytesOfStep(m_model, batch) <= m_how.freeBytes)
        return network;
    network.slice();
    requireMemory(bytesOfStep(m_model, extent()));
    return network;
}

at::Tensor Denoising::stepped(core::Sampler& sampler, core::Denoiser& network, at::Tensor x,
                              std::int64_t first, const Blend& blend)
{
    const auto count = std::int64_t(sampler.timesteps().size());
    sampler.begin(first);
    if (m_how.trace)
        m_how.trace->begin(x);
    m_clock.start(count - first);
    for (std::int64_t i = first; i < count; ++i) {
        const double t = sampler.timesteps()[std::size_t(i)];
        const at::Tensor seen = sampler.scaleInput(x, i);
        const at::Tensor output = network(seen, t);
        requireFinite(output, "in step " + std::to_string(i - first + 1));
        const at::Tensor noise =
            sampler.drawsNoise() ? m_how.noise->step(i - first, i + 1 == count).to(m_model.device)
                                 : at::Tensor();
        const core::StepResult done = sampler.step(output, i, x, noise);
        x = blend ? blend(done.previous, i + 1) : done.previous;
        if (m_how.trace)
            m_how.trace->step(t, x, done.predX0);
        if (m_how.stepped)
            m_how.stepped({i - first, count - first, t, seen, done.predX0, x, sampler.state()});
        m_clock.finishStep();
    }
    return x;
}

DiffusionResult Denoising::finished(const at::Tensor& x) const
{
    DiffusionResult result;
    const LatentExtent size = extent();
    const std::int64_t atOnce = decodedAtOnce(m_model, size, m_how.freeBytes);
    result.tiledDecoding = atOnce > 0;
    at::Tensor picture;
    try {
        picture = m_codec.pictureFromLatent(x, atOnce, m_how.checkpoint);
    } catch (const std::exception& error) {
        if (!isOutOfMemory(error) || result.tiledDecoding)
            throw;
        result.tiledDecoding = true;
    }
    if (!picture.defined())
        picture = m_codec.pictureFromLatent(x, std::int64_t(size.pixels() / 4), m_how.checkpoint);
    requireFinite(picture, "while decoding the picture");
    result.picture = picture.clamp(-1, 1).to(at::kCPU);
    put("decoded", result.picture);
    return result;
}

} // namespace enogu
