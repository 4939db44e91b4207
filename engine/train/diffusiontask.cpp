// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/diffusiontask.h"

#include "engine/api/error.h"
#include "engine/train/modelwriter.h"
#include "engine/train/passes.h"
#include "engine/train/sampling.h"
#include "engine/train/sheet.h"
#include "engine/train/texts.h"
#include "engine/train/vaetask.h"
#include "engine/train/vocabulary.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kTextLength = 48; ///< tokens; the longest caption has 46
constexpr std::size_t kMerges = 1000;
constexpr int kSheet = 8;      ///< examples of a sheet
constexpr int kMeasured = 256; ///< held-out examples of the validation loss

/// Where the families' latents of these settings are kept, and what marks them.
PoolPlan poolPlan(const DiffusionOptions& options, const BaseModel& base)
{
    const fs::path folder =
        options.latents.empty() ? options.run.folder / "latents" : options.latents;
    return {folder, base.vaeHash + " " + std::to_string(options.side), options.run.seed,
            options.side};
}

at::Tensor scales(const NoiseSchedule& schedule, const at::Tensor& times, bool noise)
{
    std::vector<float> values;
    for (std::int64_t i = 0; i < times.numel(); ++i) {
        const float kept = schedule.alphaCumprod(times[i].item<std::int64_t>());
        values.push_back(std::sqrt(noise ? 1 - kept : kept));
    }
    return at::tensor(values).view({-1, 1, 1, 1});
}

} // namespace

DiffusionTask::DiffusionTask(const char* name, DiffusionOptions options, std::int64_t inChannels)
    : m_name(name),
      m_options(std::move(options)),
      m_type(usesBfloat16(m_options.run.type) ? at::kBFloat16 : at::kFloat),
      m_base(readBaseModel(m_options.model, m_type)),
      m_schedule(m_base.sampler.schedule),
      m_pool(poolPlan(m_options, m_base),
             [this](const at::Tensor& pictures) { return m_base.encoded(pictures); })
{
    startText();
    startUnet(inChannels);
}

void DiffusionTask::startText()
{
    m_tokenizer = m_base.folder / "tokenizer";
    if (!m_base.tokenizer) {
        m_tokenizer = m_options.run.folder / "tokenizer";
        writeTokenizer(m_tokenizer, wordsOfScenes(), kMerges, std::size_t(kTextLength));
        m_base.tokenizer = ClipTokenizer::fromFolder(m_tokenizer, std::size_t(kTextLength));
    }
    m_textConfig = m_base.text.value_or(
        ClipTextConfig{.vocabulary = std::int64_t(m_base.tokenizer->vocabularySize()),
                       .positions = kTextLength,
                       .width = 128,
                       .innerWidth = 512,
                       .layers = 2,
                       .heads = 4});
    ClipText(m_textConfig, m_text.weights.started(m_options.run.seed + 1, {}));
    if (m_base.text)
        m_text.weights.read(m_base.textWeights);
    m_text.begin();
}

/// A UNet of fewer input channels is widened: the new channels' weights are 0.
void DiffusionTask::startUnet(std::int64_t inChannels)
{
    using Level = UNet2DConditionConfig::Level;
    if (m_base.unet) {
        m_unetConfig = *m_base.unet;
    } else {
        m_unetConfig.levels.clear();
        for (std::int64_t channels : m_options.channels)
            m_unetConfig.levels.push_back(Level{.channels = channels,
                                                .layers = 1,
                                                .heads = 4,
                                                .textWidth = m_textConfig.width,
                                                .downDepths = {1},
                                                .upDepths = {1, 1}});
        m_unetConfig.levels.front().down = m_unetConfig.levels.front().up = UNetBlock::Plain;
        m_unetConfig.timeWidth = 4 * m_options.channels.front();
        m_unetConfig.groups = 8;
    }
    const std::int64_t had = m_unetConfig.inChannels;
    m_unetConfig.inChannels = inChannels;
    UNet2DCondition(m_unetConfig,
                    m_unet.weights.started(m_options.run.seed + 2,
                                           {"conv2.weight", "proj_out.weight", "conv_out.weight"}));
    if (m_base.unet)
        m_unet.weights.read([&](const std::string& key, std::vector<std::int64_t> shape) {
            if (key != "conv_in.weight" || had == inChannels)
                return m_base.unetWeights(key, shape);
            at::Tensor wide = at::zeros(shape);
            shape[1] = had;
            wide.narrow(1, 0, had).copy_(m_base.unetWeights(key, shape));
            return wide;
        });
    m_unet.begin();
}

std::string DiffusionTask::identity() const
{
    return m_name + " " +
           configOf(m_unetConfig, m_options.side / m_base.vae.config().factor()).dump();
}

std::vector<std::pair<std::string, Learner*>> DiffusionTask::learners()
{
    return {{"text", &m_text}, {"unet", &m_unet}};
}

at::Tensor DiffusionTask::idsOf(const std::vector<std::string>& texts) const
{
    std::vector<at::Tensor> rows;
    for (const std::string& text : texts)
        rows.push_back(at::tensor(m_base.tokenizer->encode(text), at::kLong));
    return at::stack(rows);
}

at::Tensor DiffusionTask::wordsOf(const ClipText& encoder,
                                  const std::vector<std::string>& texts) const
{
    return encoder.forward(idsOf(texts));
}

at::Tensor DiffusionTask::lossOf(const DiffusionBatch& batch, Random& random) const
{
    const at::Tensor clean = batch.target * m_base.scaling;
    at::Generator generator = at::detail::createCPUGenerator(random.next());
    const at::Tensor times =
        at::randint(m_schedule.size(), {clean.size(0)}, generator, at::TensorOptions(at::kLong));
    const at::Tensor noise = normalOf(clean.sizes(), random);
    const at::Tensor signal = scales(m_schedule, times, false),
                     spread = scales(m_schedule, times, true);
    at::Tensor x = signal * clean + spread * noise;
    if (batch.source.defined())
        x = at::cat({x, batch.source}, 1);

    const ClipText encoder(m_textConfig, m_text.weights.as(m_type));
    const UNet2DCondition unet(m_unetConfig, m_unet.weights.as(m_type));
    at::Tensor words = wordsOf(encoder, batch.texts);
    if (m_options.textRate == 0)
        words = words.detach();
    const at::Tensor output = unet.forward(x, times.to(at::kFloat), unet.context(words));

    const bool v = m_base.sampler.prediction == Prediction::V;
    const at::Tensor truth = v ? signal * noise - spread * clean : noise;
    at::Tensor weight = at::ones_like(signal);
    if (m_options.minSnr > 0) {
        const at::Tensor snr = (signal / spread).square();
        weight = snr.clamp_max(m_options.minSnr) / (v ? snr + 1 : snr);
    }
    if (batch.weight.defined())
        weight = weight * batch.weight;
    return (weight * (output - truth).square()).mean();
}

double DiffusionTask::step(const StepContext& context)
{
    const std::size_t families = std::size_t(std::min<std::int64_t>(
        m_options.firstFamilies + context.step * m_options.freshPerStep, m_options.families));
    m_pool.growTo(families);
    struct Pass
    {
        DiffusionBatch batch;
        Random random;
    };
    std::vector<Pass> passes;
    for (int i = 0; i < m_options.run.accumulate; ++i)
        passes.push_back(
            {batch(context.random, families, m_options.run.batch), Random(context.random.next())});
    std::vector<at::Tensor> leaves = m_unet.weights.leaves();
    const std::vector<at::Tensor>& words = m_text.weights.leaves();
    leaves.insert(leaves.end(), words.begin(), words.end());
    const double loss = addGradients(int(passes.size()), leaves, [&](int i) {
        Pass& pass = passes[std::size_t(i)];
        return lossOf(pass.batch, pass.random);
    });
    m_unet.optimizer.step(stepOf(m_options.run, context.rate));
    m_text.optimizer.step(stepOf(m_options.run, context.rate * m_options.textRate));
    return loss;
}

std::map<std::string, double> DiffusionTask::measure()
{
    const at::NoGradGuard quiet;
    Random random(7);
    return {{"validation", lossOf(heldOut(kMeasured), random).item<double>()}};
}

at::Tensor DiffusionTask::sampledFrom(const DiffusionBatch& examples) const
{
    const ClipText encoder(m_textConfig, m_text.mean(m_type));
    const UNet2DCondition unet(m_unetConfig, m_unet.mean(m_type));
    const std::int64_t count = examples.target.size(0);
    const at::Tensor words = wordsOf(encoder, examples.texts);
    const at::Tensor nothing = wordsOf(encoder, {""}).expand({count, -1, -1});
    Random random(11);
    const at::Tensor noise = normalOf(examples.target.sizes(), random);
    const SamplingPlan plan{m_base.sampler, 20, 4, 1.2};
    return m_base.decoded(sampled(unet, noise, words, nothing, examples.source, plan) /
                          m_base.scaling);
}

at::Tensor DiffusionTask::sheet()
{
    const at::NoGradGuard quiet;
    const DiffusionBatch examples = heldOut(kSheet);
    std::vector<at::Tensor> rows;
    if (examples.source.defined())
        rows.push_back(m_base.decoded(examples.source));
    rows.push_back(sampledFrom(examples));
    rows.push_back(m_base.decoded(examples.target));
    std::vector<std::vector<at::Tensor>> pictures;
    for (const at::Tensor& row : rows)
        pictures.push_back(row.unbind());
    return tiled(pictures);
}

void DiffusionTask::exportTo(const fs::path& folder)
{
    const std::int64_t side = m_options.side / m_base.vae.config().factor();
    writePart(folder / "unet", "diffusion_pytorch_model.safetensors", configOf(m_unetConfig, side),
              m_unet);
    writePart(folder / "text_encoder", "model.safetensors",
              configOf(m_textConfig, m_base.tokenizer->beginId(), m_base.tokenizer->endId()),
              m_text);
    copyFolder(m_base.folder / "vae", folder / "vae");
    copyFolder(m_tokenizer, folder / "tokenizer");
    writeJson(folder / "scheduler" / "scheduler_config.json", schedulerConfigOf(m_base.sampler));
    writeJson(folder / "model_index.json", modelIndexOf(pipeline()));
}

} // namespace enogu::core
