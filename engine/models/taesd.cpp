// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/taesd.h"

#include "engine/nn/conv2d.h"
#include "engine/nn/layout.h"

#include <ATen/ATen.h>

#include <variant>

namespace enogu::core {

namespace {

/// Three convolutions, the first two activated; the identity is added and rectified.
class TinyBlock
{
public:
    TinyBlock(const Parameters& at, std::int64_t channels, Activation activation)
        : m_first(at / "conv" / 0, {.in = channels, .out = channels}),
          m_second(at / "conv" / 2, {.in = channels, .out = channels}),
          m_third(at / "conv" / 4, {.in = channels, .out = channels}),
          m_activation(activation)
    {
    }

    at::Tensor operator()(const at::Tensor& x) const
    {
        const at::Tensor inner =
            activated(m_second(activated(m_first(x), m_activation)), m_activation);
        return at::relu(m_third.plus(inner, x));
    }

private:
    Conv2d m_first, m_second, m_third;
    Activation m_activation;
};

struct Upsampling
{
    std::int64_t factor;

    at::Tensor operator()(const at::Tensor& x) const
    {
        return at::upsample_nearest2d(x, {factor * x.size(2), factor * x.size(3)});
    }
};

struct Rectifier
{
    Activation activation;

    at::Tensor operator()(const at::Tensor& x) const { return activated(x, activation); }
};

} // namespace

/// A sequence whose members are numbered as in the file.
class TinyAutoencoder::Layers
{
public:
    explicit Layers(const Parameters& at) : m_at(at / "layers") {}

    void conv(const Conv2dShape& shape) { m_layers.push_back(Conv2d(next(), shape)); }
    void blocks(std::int64_t count, std::int64_t channels, Activation activation)
    {
        for (std::int64_t i = 0; i < count; ++i)
            m_layers.push_back(TinyBlock(next(), channels, activation));
    }
    void upsampling(std::int64_t factor) { m_layers.push_back(Upsampling{factor}); }
    void rectifier(Activation activation) { m_layers.push_back(Rectifier{activation}); }

    at::Tensor operator()(at::Tensor x, const Checkpoint& checkpoint) const
    {
        for (const Layer& layer : m_layers) {
            if (checkpoint)
                checkpoint();
            x = std::visit([&x](const auto& run) { return run(x); }, layer);
        }
        return x;
    }

private:
    using Layer = std::variant<Conv2d, TinyBlock, Upsampling, Rectifier>;

    Parameters next() const { return m_at / std::int64_t(m_layers.size()); }

    Parameters m_at;
    std::vector<Layer> m_layers;
};

TinyAutoencoder::TinyAutoencoder(const TinyAutoencoderConfig& config, const Parameters& parameters)
    : m_config(config), m_dtype(parameters.dtype()), m_device(parameters.device())
{
    auto encoder = std::make_shared<Layers>(parameters / "encoder");
    for (std::size_t i = 0; i < config.encoderBlocks.size(); ++i) {
        const std::int64_t channels = config.encoderChannels[i];
        if (i == 0)
            encoder->conv({.in = config.inChannels, .out = channels});
        else
            encoder->conv({.in = channels, .out = channels, .stride = 2, .bias = false});
        encoder->blocks(config.encoderBlocks[i], channels, config.activation);
    }
    encoder->conv({.in = config.encoderChannels.back(), .out = config.latentChannels});
    m_encoder = encoder;

    auto decoder = std::make_shared<Layers>(parameters / "decoder");
    decoder->conv({.in = config.latentChannels, .out = config.decoderChannels.front()});
    decoder->rectifier(config.activation);
    for (std::size_t i = 0; i < config.decoderBlocks.size(); ++i) {
        const std::int64_t channels = config.decoderChannels[i];
        const bool last = i + 1 == config.decoderBlocks.size();
        decoder->blocks(config.decoderBlocks[i], channels, config.activation);
        if (!last)
            decoder->upsampling(config.upFactor);
        decoder->conv({.in = channels, .out = last ? config.outChannels : channels, .bias = last});
    }
    m_decoder = decoder;
}

at::Tensor TinyAutoencoder::encode(const at::Tensor& picture, const Checkpoint& checkpoint) const
{
    const at::Tensor x = inLayout(((picture + 1) / 2).to(m_device, m_dtype));
    return (*m_encoder)(x, checkpoint).to(at::kFloat).contiguous();
}

at::Tensor TinyAutoencoder::decode(const at::Tensor& latents, const Checkpoint& checkpoint) const
{
    const at::Tensor x = inLayout((at::tanh(latents / 3) * 3).to(m_device, m_dtype));
    return ((*m_decoder)(x, checkpoint) * 2 - 1).to(at::kFloat).contiguous();
}

} // namespace enogu::core
