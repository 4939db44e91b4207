// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/generate.h"

#include "engine/api/error.h"
#include "engine/diffusion/guidance.h"
#include "engine/pipelines/codec.h"
#include "engine/pipelines/memory.h"
#include "engine/pipelines/modelrows.h"
#include "engine/pipelines/stepclock.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/aminmax.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/upsample_nearest2d.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace enogu {

namespace {

std::unique_ptr<core::Sampler> samplerFor(const core::SamplerConfig& config, std::int64_t steps,
                                          std::int64_t first)
{
    try {
        return core::makeSampler(config, steps, first);
    } catch (const std::invalid_argument& error) {
        throw Error(ErrorCode::BadArgument, error.what());
    }
}

/// One run. Every tensor is float32 on the model's device.
class Generation
{
public:
    Generation(const DiffusionModel& model, const Generate& recipe, const GenerateInput& input,
               const GenerateRun& how)
        : m_model(model),
          m_recipe(recipe),
          m_input(input),
          m_how(how),
          m_codec(model),
          m_clock(how.checkpoint, how.advance)
    {
    }

    GenerateResult run(const core::SamplerConfig& sampler);

private:
    bool paints() const { return m_input.mask.defined(); }
    bool takesMask() const { return m_model.inChannels() > m_model.latentChannels(); }
    LatentExtent extent() const;
    at::Tensor encoded(const at::Tensor& picture);
    void encodeInputs();
    at::Tensor start(const core::Sampler& sampler, std::int64_t first);
    bool denoise(const core::SamplerConfig& config, const Conditioning& words, std::int64_t first);
    void takeSteps(core::Sampler& sampler, core::Denoiser& network, std::int64_t first);
    void fitIntoMemory(ModelRows& rows, std::int64_t count) const;
    void requireMemory(double bytes) const;
    at::Tensor blended(const at::Tensor& x, const core::Sampler& sampler, std::int64_t i) const;
    void requireFinite(const at::Tensor& x, const std::string& when) const;
    at::Tensor decoded(GenerateResult& result);
    void put(const char* name, const at::Tensor& tensor) const;

    const DiffusionModel& m_model;
    const Generate& m_recipe;
    const GenerateInput& m_input;
    const GenerateRun& m_how;
    Codec m_codec;
    StepClock m_clock;
    at::Tensor m_noise;  ///< of the start, unit variance
    at::Tensor m_clean;  ///< latents of the input
    at::Tensor m_mask;   ///< [1, 1, h, w]
    at::Tensor m_beside; ///< what an inpainting UNet sees after x
    at::Tensor m_x;
};

LatentExtent Generation::extent() const
{
    const std::int64_t factor = m_codec.factor();
    return {1, m_input.height / factor, m_input.width / factor};
}

void Generation::put(const char* name, const at::Tensor& tensor) const
{
    if (m_how.trace && tensor.defined())
        m_how.trace->put(name, tensor);
}

at::Tensor Generation::encoded(const at::Tensor& picture)
{
    const at::Tensor noise = m_codec.hasPosterior() ? m_how.noise->posterior() : at::Tensor();
    return m_codec.latentFromPicture(picture, noise, m_how.checkpoint);
}

/// Encodes and draws in the order in which diffusers' pipelines do: picture, noise, masked picture;
/// image to image takes the picture in any case, inpainting where something of it is needed.
void Generation::encodeInputs()
{
    if (m_input.picture.defined()) // encoded whole, in half the width of decoding
        requireMemory(bytesOfDecoding(m_model, extent()) / 2);
    const bool fromNoise = paints() && m_recipe.strength >= 1;
    if (m_input.picture.defined() && !(takesMask() && fromNoise))
        m_clean = encoded(m_input.picture);
    m_noise = m_how.noise->latents().to(m_model.device);
    if (!paints()) {
        put("image_latents", m_clean);
        return;
    }
    const LatentExtent size = extent();
    m_mask = at::upsample_nearest2d(m_input.mask, {size.height, size.width}).to(m_model.device);
    if (!takesMask()) {
        m_how.noise->skipPosterior();
        put("image_latents", m_clean);
        return;
    }
    const at::Tensor masked = encoded(m_input.picture * (m_input.mask < 0.5));
    put("image_latents", masked);
    m_beside = at::cat({m_mask, masked}, 1);
}

at::Tensor Generation::start(const core::Sampler& sampler, std::int64_t first)
{
    if (!m_clean.defined() || (paints() && m_recipe.strength >= 1))
        return m_noise * sampler.initNoiseSigma();
    return sampler.addNoise(m_clean, m_noise, first);
}

void Generation::requireFinite(const at::Tensor& x, const std::string& when) const
{
    const auto [low, high] = at::aminmax(x);
    if (!std::isfinite(low.item<float>()) || !std::isfinite(high.item<float>()))
        throw Error(ErrorCode::NonFinite, m_model.name + " computed values that are not numbers " +
                                              when +
                                              "; its weights are damaged, or try --dtype f32.");
}

/// Before minutes are spent: rows one by one where they do not fit together, a sentence where not
/// even one does.
void Generation::fitIntoMemory(ModelRows& rows, std::int64_t count) const
{
    LatentExtent batch = extent();
    batch.rows = count;
    if (bytesOfStep(m_model, batch) <= m_how.freeBytes)
        return;
    rows.slice();
    batch.rows = 1;
    requireMemory(bytesOfStep(m_model, batch));
}

void Generation::requireMemory(double bytes) const
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

/// A model without a mask of its own repaints everything: what is kept is put back at the level of
/// step i, noised as it was at the start.
at::Tensor Generation::blended(const at::Tensor& x, const core::Sampler& sampler,
                               std::int64_t i) const
{
    if (!paints() || takesMask())
        return x;
    return (1 - m_mask) * sampler.addNoise(m_clean, m_noise, i) + m_mask * x;
}

void Generation::takeSteps(core::Sampler& sampler, core::Denoiser& network, std::int64_t first)
{
    const auto count = std::int64_t(sampler.timesteps().size());
    sampler.begin(first);
    if (m_how.trace)
        m_how.trace->begin(m_x);
    m_clock.start(count - first);
    for (std::int64_t i = first; i < count; ++i) {
        const double t = sampler.timesteps()[std::size_t(i)];
        const at::Tensor seen = sampler.scaleInput(m_x, i);
        const at::Tensor output = network(seen, t);
        requireFinite(output, "in step " + std::to_string(i - first + 1));
        const at::Tensor noise =
            sampler.drawsNoise() ? m_how.noise->step(i - first, i + 1 == count).to(m_model.device)
                                 : at::Tensor();
        const core::StepResult done = sampler.step(output, i, m_x, noise);
        m_x = blended(done.previous, sampler, i + 1);
        if (m_how.trace)
            m_how.trace->step(t, m_x, done.predX0);
        if (m_how.stepped)
            m_how.stepped({i - first, count - first, t, seen, done.predX0, m_x, sampler.state()});
        m_clock.finishStep();
    }
}

at::Tensor Generation::decoded(GenerateResult& result)
{
    const LatentExtent size = extent();
    const std::int64_t atOnce = decodedAtOnce(m_model, size, m_how.freeBytes);
    result.tiledDecoding = atOnce > 0;
    at::Tensor picture;
    try {
        picture = m_codec.pictureFromLatent(m_x, atOnce, m_how.checkpoint);
    } catch (const std::exception& error) {
        if (!isOutOfMemory(error) || result.tiledDecoding)
            throw;
        result.tiledDecoding = true;
    }
    if (!picture.defined())
        picture = m_codec.pictureFromLatent(m_x, std::int64_t(size.pixels() / 4), m_how.checkpoint);
    requireFinite(picture, "while decoding the picture");
    return picture.clamp(-1, 1).to(at::kCPU);
}

/// True where memory let only one row through at a time.
bool Generation::denoise(const core::SamplerConfig& config, const Conditioning& words,
                         std::int64_t first)
{
    const auto sampler = samplerFor(config, m_recipe.steps, first);
    m_x = start(*sampler, first);
    ModelRows rows(m_model, words, m_beside, m_clock.checkpoint());
    fitIntoMemory(rows, words.negative.defined() ? 2 : 1);
    core::ClassifierFreeGuidance guided(rows, m_recipe.guidance, m_recipe.guidanceRescale);
    if (words.negative.defined())
        takeSteps(*sampler, guided, first);
    else
        takeSteps(*sampler, rows, first);
    return rows.isSliced();
}

GenerateResult Generation::run(const core::SamplerConfig& config)
{
    const Conditioning words = conditioningOf(m_model, m_recipe.prompt, m_recipe.negative,
                                              m_recipe.guidance, m_how.checkpoint);
    put("text_embeds", words.prompt);
    put("negative_embeds", words.negative);
    const std::int64_t taken =
        m_input.picture.defined() ? stepsTaken(m_recipe.steps, m_recipe.strength) : m_recipe.steps;
    const std::int64_t first = m_recipe.steps - taken;
    encodeInputs();
    GenerateResult result;
    if (taken > 0) {
        result.slicedRows = denoise(config, words, first);
    } else {
        m_x = m_clean;
        if (m_how.trace)
            m_how.trace->begin(m_x);
    }
    result.picture = decoded(result);
    put("decoded", result.picture);
    return result;
}

} // namespace

std::int64_t stepsTaken(std::int64_t steps, double strength)
{
    return std::min(std::int64_t(double(steps) * strength), steps);
}

GenerateResult generate(const DiffusionModel& model, const core::SamplerConfig& sampler,
                        const Generate& recipe, const GenerateInput& input, const GenerateRun& how)
{
    return Generation(model, recipe, input, how).run(sampler);
}

} // namespace enogu
