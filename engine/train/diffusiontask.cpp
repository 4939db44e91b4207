// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/diffusiontask.h"

#include "engine/text/jsonfile.h"
#include "engine/train/metrics.h"
#include "engine/train/modelwriter.h"
#include "engine/train/noiselevels.h"
#include "engine/train/passes.h"
#include "engine/train/sampling.h"
#include "engine/train/sheet.h"
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
using nlohmann::json;

constexpr std::int64_t kTextLength = 48; ///< tokens; the longest caption has 46
constexpr std::size_t kMerges = 1000;
constexpr int kMeasured = 256; ///< held-out examples of the validation loss
constexpr int kTried = 24;     ///< of these, edits whose success is measured
constexpr int kShown = 8;      ///< and examples of a sheet

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

DiffusionTask::DiffusionTask(const Kind& kind, DiffusionOptions options)
    : m_name(kind.name),
      m_options(std::move(options)),
      m_type(usesBfloat16(m_options.run.type) ? at::kBFloat16 : at::kFloat),
      m_base(readBaseModel(m_options.model, m_type)),
      m_schedule(m_base.sampler.schedule),
      m_examples(kind.examples(m_options, m_base))
{
    startText();
    startUnet(kind.pictures);
}

void DiffusionTask::startText()
{
    m_tokenizer = m_base.folder / "tokenizer";
    if (!m_base.tokenizer) {
        m_tokenizer = m_options.run.folder / "tokenizer";
        writeTokenizer(m_tokenizer, m_examples->words(), kMerges, std::size_t(kTextLength));
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
    if (!keepsText())
        m_text.begin(m_options.run.meanDecay > 0);
}

/// A UNet of fewer input channels is widened: the new channels' weights are 0.
void DiffusionTask::startUnet(int pictures)
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
    m_unetConfig.inChannels = pictures * m_base.vae.config().latentChannels;
    m_unetConfig.outChannels = m_base.vae.config().latentChannels;
    UNet2DCondition(m_unetConfig,
                    m_unet.weights.started(m_options.run.seed + 2,
                                           {"conv2.weight", "proj_out.weight", "conv_out.weight"}));
    if (m_base.unet)
        m_unet.weights.read([&](const std::string& key, std::vector<std::int64_t> shape) {
            if (key != "conv_in.weight" || had == m_unetConfig.inChannels)
                return m_base.unetWeights(key, shape);
            at::Tensor wide = at::zeros(shape);
            shape[1] = had;
            wide.narrow(1, 0, had).copy_(m_base.unetWeights(key, shape));
            return wide;
        });
    m_unet.begin(m_options.run.meanDecay > 0);
}

std::string DiffusionTask::identity() const
{
    return m_name + " " +
           configOf(m_unetConfig, m_options.side / m_base.vae.config().factor()).dump();
}

std::vector<std::pair<std::string, Learner*>> DiffusionTask::learners()
{
    if (keepsText())
        return {{"unet", &m_unet}};
    return {{"text", &m_text}, {"unet", &m_unet}};
}

at::Tensor DiffusionTask::wordsOf(const std::vector<std::string>& texts,
                                  const Parameters& weights) const
{
    std::vector<at::Tensor> rows;
    for (const std::string& text : texts)
        rows.push_back(at::tensor(m_base.tokenizer->encode(text), at::kLong));
    const at::AutoGradMode moves(at::GradMode::is_enabled() && !keepsText());
    return ClipText(m_textConfig, weights).forward(at::stack(rows));
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

    const UNet2DCondition unet(m_unetConfig, m_unet.weights.as(m_type), m_options.checkpointing);
    const at::Tensor words = wordsOf(batch.texts, m_text.weights.as(m_type));
    const at::Tensor output = unet.forward(x, times.to(at::kFloat), unet.context(words));

    const bool v = m_base.sampler.prediction == Prediction::V;
    const at::Tensor truth = v ? signal * noise - spread * clean : noise;
    at::Tensor weight = NoiseLevels{m_options.minSnr, m_options.snrFloor}.weights(
        (signal / spread).square(), m_base.sampler.prediction);
    if (batch.weight.defined())
        weight = weight * batch.weight;
    return (weight * (output - truth).square()).mean();
}

DiffusionBatch DiffusionTask::batch(Random& random, std::int64_t step) const
{
    DiffusionBatch batch = m_examples->batch(random, step, m_options.run.batch);
    vary(batch, random);
    return batch;
}

double DiffusionTask::step(const StepContext& context)
{
    struct Pass
    {
        DiffusionBatch batch;
        Random random;
    };
    std::vector<Pass> passes;
    for (int i = 0; i < m_options.run.accumulate; ++i)
        passes.push_back({batch(context.random, context.step), Random(context.random.next())});
    std::vector<at::Tensor> leaves;
    for (const auto& [name, learner] : learners())
        leaves.insert(leaves.end(), learner->weights.leaves().begin(),
                      learner->weights.leaves().end());
    const double loss = addGradients(int(passes.size()), leaves, [&](int i) {
        Pass& pass = passes[std::size_t(i)];
        return lossOf(pass.batch, pass.random);
    });
    m_unet.optimizer.step(stepOf(m_options.run, context.rate));
    if (!keepsText())
        m_text.optimizer.step(stepOf(m_options.run, context.rate * m_options.textRate));
    return loss;
}

double DiffusionTask::validation() const
{
    Random random(7);
    double sum = 0;
    for (std::int64_t first = 0; first < m_heldOut.size(); first += m_options.run.batch) {
        const DiffusionBatch part = m_heldOut.slice(first, m_options.run.batch);
        sum += lossOf(part, random).item<double>() * double(part.size());
    }
    return sum / double(m_heldOut.size());
}

/// What the mean weights make of examples, decoded [B, 3, H, W].
at::Tensor DiffusionTask::sampledFrom(const DiffusionBatch& examples) const
{
    const UNet2DCondition unet(m_unetConfig, m_unet.mean(m_type));
    const Parameters text = keepsText() ? m_text.weights.as(m_type) : m_text.mean(m_type);
    const at::Tensor words = wordsOf(examples.texts, text);
    const at::Tensor nothing = wordsOf({""}, text).expand({examples.size(), -1, -1});
    Random random(11);
    const at::Tensor noise = normalOf(examples.target.sizes(), random);
    const SamplingPlan plan{m_base.sampler, 20, 2, 1.5};
    return m_base.decoded(sampled(unet, noise, words, nothing, examples.source, plan) /
                          m_base.scaling);
}

void DiffusionTask::judge(const at::Tensor& made, Evaluation& evaluation) const
{
    const std::vector<Trial> trials = m_examples->trials(int(made.size(0)));
    for (std::size_t i = 0; i < trials.size(); ++i) {
        const auto& [family, from, to, phrasings, text, before, truth, change] = trials[i];
        const auto place = std::int64_t(i);
        const at::Tensor best = m_base.decoded(m_heldOut.target.narrow(0, place, 1))[0];
        const double share = 1.0 / double(trials.size());
        evaluation.numbers["success"] += isRightEdit(made[place], truth, best, change) * share;
        evaluation.numbers["unchanged"] += isRightEdit(before, truth, best, change) * share;
    }
}

Evaluation DiffusionTask::evaluate()
{
    const at::NoGradGuard quiet;
    if (!m_heldOut.target.defined())
        m_heldOut = m_examples->heldOut(kMeasured);
    Evaluation evaluation{{{"validation", validation()}}, {}};
    const bool edits = m_heldOut.source.defined();
    const DiffusionBatch tried = m_heldOut.slice(0, edits ? kTried : kShown);
    const at::Tensor made = sampledFrom(tried);
    judge(made, evaluation);
    const auto row = [](const at::Tensor& pictures) {
        return pictures.slice(0, 0, kShown).unbind();
    };
    std::vector<std::vector<at::Tensor>> rows{row(made),
                                              row(m_base.decoded(tried.slice(0, kShown).target))};
    if (edits)
        rows.insert(rows.begin(), row(m_base.decoded(tried.slice(0, kShown).source)));
    evaluation.sheet = tiled(rows);
    return evaluation;
}

/// What a part's config.json says: the base's own words where it has that part.
json DiffusionTask::configFor(const char* part, json made) const
{
    const fs::path file = m_base.folder / part / "config.json";
    return fs::exists(file) ? readJson(file) : std::move(made);
}

void DiffusionTask::exportTo(const fs::path& folder)
{
    const std::int64_t side = m_options.side / m_base.vae.config().factor();
    json unet = configFor("unet", configOf(m_unetConfig, side));
    unet["in_channels"] = m_unetConfig.inChannels;
    if (unet.value("sample_size", json()).is_number() && unet["sample_size"] < side)
        unet["sample_size"] = side; // it has learnt larger pictures than its base
    writePart(folder / "unet", "diffusion_pytorch_model.safetensors", unet, m_unet);
    if (keepsText())
        copyFolder(m_base.folder / "text_encoder", folder / "text_encoder");
    else
        writePart(folder / "text_encoder", "model.safetensors",
                  configFor("text_encoder", configOf(m_textConfig, m_base.tokenizer->beginId(),
                                                     m_base.tokenizer->endId())),
                  m_text, "text_model."); // as transformers before its fifth version asks for
    copyFolder(m_base.folder / "vae", folder / "vae");
    copyFolder(m_tokenizer, folder / "tokenizer");
    const fs::path scheduler = fs::path("scheduler") / "scheduler_config.json";
    if (fs::exists(m_base.folder / scheduler))
        copyFolder(m_base.folder / "scheduler", folder / "scheduler");
    else
        writeJson(folder / scheduler, schedulerConfigOf(m_base.sampler));
    writeJson(folder / "model_index.json",
              modelIndexOf(pipeline(), readJson(folder / scheduler).value("_class_name", "")));
}

} // namespace enogu::core
