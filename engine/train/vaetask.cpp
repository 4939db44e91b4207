// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/vaetask.h"

#include "engine/api/error.h"
#include "engine/train/basemodel.h"
#include "engine/train/lpipsfile.h"
#include "engine/train/metrics.h"
#include "engine/train/modelwriter.h"
#include "engine/train/passes.h"
#include "engine/train/picturefolder.h"
#include "engine/train/sheet.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

constexpr int kHeldOut = 6;
constexpr double kFirstLogVariance = -5; ///< of a fresh encoder

} // namespace

AutoencoderKlConfig vaeConfigOf(const VaeOptions& options)
{
    return {.latentChannels = options.latentChannels,
            .channels = options.channels,
            .layers = 1,
            .groups = options.groups,
            .midAttends = false};
}

at::Tensor normalOf(at::IntArrayRef shape, Random& random)
{
    at::Generator generator = at::detail::createCPUGenerator(random.next());
    return at::randn(shape, generator, at::TensorOptions(at::kFloat));
}

VaeTask::VaeTask(VaeOptions options)
    : m_options(std::move(options)),
      m_draw(pictureSource(m_options.own)),
      m_config(vaeConfigOf(m_options)),
      m_type(usesBfloat16(m_options.run.type) ? at::kBFloat16 : at::kFloat)
{
    std::optional<VaePart> kept;
    if (!m_options.from.empty()) {
        kept = readVaePart(m_options.from);
        m_config = kept->config;
        m_scaling = m_options.decoderOnly ? kept->scaling : 1;
    } else if (m_options.decoderOnly) {
        throw Error(
            ErrorCode::BadArgument,
            "A decoder alone is trained on an encoder that there is; name one with --from.");
    }
    AutoencoderKl(m_config, m_vae.weights.started(m_options.run.seed, {"conv2.weight"}));
    if (kept)
        m_vae.weights.read(kept->weights);
    else
        narrowPosterior();
    m_vae.begin();
    if (!m_options.lpips.empty())
        m_lpips = readLpips(m_options.lpips, m_type);
    if (m_options.ganWeight > 0)
        m_adversary.emplace(PatchGanConfig{.width = m_options.ganWidth}, m_options.run.seed + 1,
                            m_type);
}

const at::Tensor& VaeTask::leaf(const char* name) const
{
    const auto& names = m_vae.weights.names();
    return m_vae.weights.leaves()[std::size_t(std::ranges::find(names, name) - names.begin())];
}

/// Latents of deviation 1 would drown in the posterior's noise, and little be learnt at first.
void VaeTask::narrowPosterior()
{
    const at::NoGradGuard quiet;
    leaf("quant_conv.bias")
        .narrow(0, m_config.latentChannels, m_config.latentChannels)
        .fill_(kFirstLogVariance);
}

std::string VaeTask::identity() const
{
    return "vae " + configOf(m_config, m_options.side, 1).dump() +
           (m_adversary ? " and an adversary of width " + std::to_string(m_options.ganWidth) : "");
}

std::vector<std::pair<std::string, Learner*>> VaeTask::learners()
{
    std::vector<std::pair<std::string, Learner*>> all{{"vae", &m_vae}};
    if (m_adversary)
        all.emplace_back("adversary", &m_adversary->learner());
    return all;
}

VaeTask::Answer VaeTask::answerTo(const at::Tensor& pictures, Random& random) const
{
    const AutoencoderKl vae(m_config, m_vae.weights.as(m_type));
    const auto [mean, deviation] = [&] {
        const at::AutoGradMode moves(at::GradMode::is_enabled() && !m_options.decoderOnly);
        return vae.encode(pictures);
    }();
    const at::Tensor answer = vae.decode(mean + deviation * normalOf(mean.sizes(), random));
    const at::Tensor error = answer - pictures;
    at::Tensor unlikeness = error.abs().mean() + m_options.squareWeight * error.square().mean();
    if (m_lpips)
        unlikeness = unlikeness + m_options.lpipsWeight * (*m_lpips)(answer, pictures).mean();
    const at::Tensor divergence =
        0.5 * (mean.square() + deviation.square() - 1 - 2 * at::log(deviation));
    return {answer, unlikeness, unlikeness + m_options.klWeight * divergence.mean()};
}

at::Tensor VaeTask::judged(const Answer& answer, at::Tensor& fake) const
{
    fake = answer.pictures.detach();
    const at::Tensor verdict = m_adversary->lossOf(answer.pictures);
    const double balance = balanceOf(answer.unlikeness, verdict, leaf("decoder.conv_out.weight"));
    return answer.loss + m_options.ganWeight * balance * verdict;
}

/// Gives the loss without the adversary's part, which is no measure of anything.
double VaeTask::step(const StepContext& context)
{
    struct Pass
    {
        at::Tensor pictures, fake;
        Random random;
        double loss = 0;
    };
    const CropPlan plan{m_options.run.batch, m_options.crop, m_options.side, m_options.pictures};
    std::vector<Pass> passes;
    for (int i = 0; i < m_options.run.accumulate; ++i)
        passes.push_back(
            {cropsOf(context.random, plan, m_draw), {}, Random(context.random.next())});
    const int count = int(passes.size());
    const bool watched = m_adversary && context.step >= m_options.ganStart;
    addGradients(count, m_vae.weights.leaves(), [&](int i) {
        Pass& pass = passes[std::size_t(i)];
        const Answer answer = answerTo(pass.pictures, pass.random);
        pass.loss = answer.loss.item<double>();
        return watched ? judged(answer, pass.fake) : answer.loss;
    });
    m_vae.optimizer.step(stepOf(m_options.run, context.rate));
    if (watched) {
        Learner& critic = m_adversary->learner();
        addGradients(count, critic.weights.leaves(), [&](int i) {
            const Pass& pass = passes[std::size_t(i)];
            return m_adversary->ownLossOf(pass.pictures, pass.fake);
        });
        const double rate = m_options.ganRate * context.rate / m_options.run.rate;
        critic.optimizer.step(stepOf(m_options.run, rate));
    }
    double sum = 0;
    for (const Pass& pass : passes)
        sum += pass.loss / count;
    return sum;
}

Evaluation VaeTask::evaluate()
{
    const at::NoGradGuard quiet;
    const AutoencoderKl vae(m_config, m_vae.mean(m_type));
    double psnr = 0;
    std::vector<std::vector<at::Tensor>> rows(2);
    for (int i = 0; i < kHeldOut; ++i) {
        const at::Tensor picture = m_draw(std::uint64_t(i), Split::HeldOut, m_options.side);
        rows[0].push_back(picture);
        rows[1].push_back(vae.decode(vae.encode(picture.unsqueeze(0)).mean)[0]);
        psnr += psnrOf(rows[1].back(), picture) / kHeldOut;
    }
    return {{{"psnr", psnr}}, tiled(rows)};
}

void VaeTask::exportTo(const std::filesystem::path& folder)
{
    writePart(folder / "vae", "diffusion_pytorch_model.safetensors",
              configOf(m_config, m_options.side, m_scaling), m_vae);
}

} // namespace enogu::core
