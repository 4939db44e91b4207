// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/vaetask.h"

#include "engine/train/modelwriter.h"
#include "engine/train/pictures.h"
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

double psnrOf(const at::Tensor& guess, const at::Tensor& truth)
{
    const double square = (guess.clamp(-1, 1) - truth).square().mean().item<double>();
    return -10 * std::log10(std::max(square / 4, 1e-10));
}

at::Tensor normalOf(at::IntArrayRef shape, Random& random)
{
    at::Generator generator = at::detail::createCPUGenerator(random.next());
    return at::randn(shape, generator, at::TensorOptions(at::kFloat));
}

VaeTask::VaeTask(VaeOptions options)
    : m_options(std::move(options)),
      m_config(vaeConfigOf(m_options)),
      m_type(usesBfloat16(m_options.run.type) ? at::kBFloat16 : at::kFloat)
{
    AutoencoderKl(m_config, m_vae.weights.started(m_options.run.seed, {"conv2.weight"}));
    narrowPosterior();
    m_vae.begin();
}

/// Latents of deviation 1 would drown in the posterior's noise, and little be learnt at first.
void VaeTask::narrowPosterior()
{
    const at::NoGradGuard quiet;
    const auto& names = m_vae.weights.names();
    const auto bias = std::ranges::find(names, "quant_conv.bias") - names.begin();
    const at::Tensor leaf = m_vae.weights.leaves()[std::size_t(bias)];
    leaf.narrow(0, m_config.latentChannels, m_config.latentChannels).fill_(kFirstLogVariance);
}

std::string VaeTask::identity() const
{
    return "vae " + configOf(m_config, m_options.side, 1).dump();
}

at::Tensor VaeTask::lossOf(const at::Tensor& pictures, Random& random) const
{
    const AutoencoderKl vae(m_config, m_vae.weights.as(m_type));
    const auto [mean, deviation] = vae.encode(pictures);
    const at::Tensor latents = mean + deviation * normalOf(mean.sizes(), random);
    const at::Tensor error = vae.decode(latents) - pictures;
    const at::Tensor divergence =
        0.5 * (mean.square() + deviation.square() - 1 - 2 * at::log(deviation));
    return error.abs().mean() + m_options.squareWeight * error.square().mean() +
           m_options.klWeight * divergence.mean();
}

double VaeTask::step(const StepContext& context)
{
    double sum = 0;
    for (int i = 0; i < m_options.run.accumulate; ++i) {
        const at::Tensor pictures =
            drawnCrops(context.random,
                       {m_options.run.batch, m_options.crop, m_options.side, m_options.pictures});
        const at::Tensor loss = lossOf(pictures, context.random) / m_options.run.accumulate;
        loss.backward();
        sum += loss.item<double>();
    }
    m_vae.optimizer.step(stepOf(m_options.run, context.rate));
    return sum;
}

std::map<std::string, double> VaeTask::measure()
{
    const at::NoGradGuard quiet;
    const AutoencoderKl vae(m_config, m_vae.mean(m_type));
    double psnr = 0;
    for (int i = 0; i < kHeldOut; ++i) {
        const at::Tensor picture = heldOutPicture(std::uint64_t(i), m_options.side);
        psnr += psnrOf(vae.decode(vae.encode(picture).mean), picture) / kHeldOut;
    }
    return {{"psnr", psnr}};
}

at::Tensor VaeTask::sheet()
{
    const at::NoGradGuard quiet;
    const AutoencoderKl vae(m_config, m_vae.mean(m_type));
    std::vector<std::vector<at::Tensor>> rows(2);
    for (int i = 0; i < kHeldOut; ++i) {
        const at::Tensor picture = heldOutPicture(std::uint64_t(i), m_options.side);
        rows[0].push_back(picture[0]);
        rows[1].push_back(vae.decode(vae.encode(picture).mean)[0]);
    }
    return tiled(rows);
}

void VaeTask::exportTo(const std::filesystem::path& folder)
{
    writePart(folder / "vae", "diffusion_pytorch_model.safetensors",
              configOf(m_config, m_options.side, 1), m_vae);
}

} // namespace enogu::core
