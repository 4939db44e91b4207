// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/denoising.h"

#include "engine/api/error.h"

#include <ATen/ops/aminmax.h>
#include <ATen/ops/cat.h>

#include <chrono>
#include <cmath>
#include <stdexcept>

namespace enogu {

std::int64_t stepsLeft(const Course& course, std::int64_t index, std::int64_t keepStep)
{
    const std::int64_t end = keepStep > 0 ? keepStep : course.count();
    if (end < index || end > course.count())
        throw Error(ErrorCode::BadArgument,
                    "Step " + std::to_string(end) + " cannot be kept: this run has the steps " +
                        std::to_string(index + 1) + " to " + std::to_string(course.count()) + ".");
    return end - index;
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
    enogu::requireMemory(bytes, m_how.freeBytes,
                         "A picture of " + std::to_string(m_input.width) + " x " +
                             std::to_string(m_input.height) + " with " + m_model.name);
}

void Denoising::requireMemoryToEncode() const
{
    requireMemory(bytesOfEncoding(m_model.shape, m_model.dtype, extent()));
}

/// Before minutes are spent.
ModelRows Denoising::networkOf(NetworkRows rows)
{
    rows.pictures = pictures();
    ModelRows network(m_model, std::move(rows), m_clock.checkpoint());
    LatentExtent batch = extent();
    batch.rows = m_rows = network.count();
    if (bytesOfStep(m_model.shape, m_model.dtype, batch) <= m_how.freeBytes)
        return network;
    network.slice();
    requireMemory(bytesOfStep(m_model.shape, m_model.dtype, extent()));
    return network;
}

Resumption Denoising::step(Course& course, core::Denoiser& network, const Resumption& now,
                           const Blend& blend) const
{
    core::Sampler& sampler = *course.sampler;
    const std::int64_t index = now.index, i = course.first + index;
    const double t = course.timestep(index);
    const at::Tensor seen = sampler.scaleInput(now.x, i);
    const at::Tensor output = network(seen, t);
    requireFinite(output, "in step " + std::to_string(index + 1));
    const bool isLast = index + 1 == course.count();
    const at::Tensor noise =
        sampler.drawsNoise() ? m_how.noise->step(index, isLast).to(m_model.device) : at::Tensor();
    const core::StepResult done = sampler.step(output, i, now.x, noise);
    const at::Tensor x = blend ? blend(done.previous, i + 1) : done.previous;
    const Resumption next{index + 1, x, done.predX0};
    if (m_how.trace)
        m_how.trace->step(t, x, done.predX0);
    if (m_how.stepped)
        m_how.stepped({index, course.count(), t, seen, next, course});
    return next;
}

at::Tensor Denoising::stepped(Course& course, core::Denoiser& network, const at::Tensor& x,
                              const Blend& blend)
{
    course.sampler->begin(course.first);
    Resumption now{0, x, {}};
    if (m_how.from) {
        now = resumed(course, *m_how.from, m_how.noise->of(0), x.sizes().vec());
        now.x = now.x.to(x.device());
        now.predX0 = now.predX0.to(x.device());
    }
    m_calls = stepsLeft(course, now.index, m_how.keepStep);
    if (m_how.trace)
        m_how.trace->begin(now.x);
    m_clock.start(m_calls);
    const auto begun = std::chrono::steady_clock::now();
    for (std::int64_t left = m_calls; left > 0; --left) {
        now = step(course, network, now, blend);
        m_clock.finishStep();
    }
    m_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    m_state = std::make_shared<LatentState>(stateOf(course, now, m_how.noise->of(0)));
    return m_how.keepStep > 0 ? now.predX0 : now.x;
}

DiffusionResult Denoising::finished(const at::Tensor& x) const
{
    DiffusionResult result;
    result.calls = m_calls;
    result.rows = m_rows;
    result.stepSeconds = m_seconds;
    result.state = m_state;
    std::vector<at::Tensor> pictures;
    for (const at::Tensor& latent : x.split(1))
        pictures.push_back(decoded(latent, result.tiledDecoding));
    result.pictures = at::cat(pictures);
    put("decoded", result.pictures);
    return result;
}

/// In tiles where `tiled` says so, or where memory is short, which it says then.
at::Tensor Denoising::decoded(const at::Tensor& x, bool& tiled) const
{
    const LatentExtent size = extent();
    const double whole = bytesOfDecoding(m_model.shape, m_model.dtype, size);
    const std::int64_t atOnce = decodedAtOnce(whole, size, m_how.freeBytes);
    const std::int64_t quarter = std::int64_t(size.pixels() / 4);
    at::Tensor picture;
    try {
        if (atOnce == 0 && !tiled)
            picture = m_codec.pictureFromLatent(x, 0, m_how.checkpoint);
    } catch (const std::exception& error) {
        if (!isOutOfMemory(error))
            throw;
    }
    if (!picture.defined()) {
        tiled = true;
        picture = m_codec.pictureFromLatent(x, atOnce > 0 ? atOnce : quarter, m_how.checkpoint);
    }
    requireFinite(picture, "while decoding the picture");
    return picture.clamp(-1, 1).to(at::kCPU);
}

} // namespace enogu
