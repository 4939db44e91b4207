// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/resnetblock.h"
#include "engine/models/selfattention.h"
#include "engine/models/transformer2d.h"

#include <optional>
#include <vector>

namespace enogu::core {

/// What goes through the blocks of a pass beside the picture.
struct Pass
{
    at::Tensor time; ///< [1 or B, timeWidth], activated; undefined in autoencoders
    TextReader text;
    const Checkpoint& checkpoint; ///< called before every layer

    void check() const
    {
        if (checkpoint)
            checkpoint();
    }
};

/// The attention behind each layer of a block.
struct AttentionPlan
{
    enum class Kind { None, Self, Text };
    Kind kind = Kind::None;
    SelfAttentionShape self{};
    TransformerShape text{};
    std::vector<std::int64_t> depths{}; ///< transformer blocks behind each layer
};

/// One block of a UNet or an autoencoder.
struct BlockPlan
{
    enum class Resampling { None, Conv, Resnet };

    std::int64_t in = 0, out = 0;
    std::int64_t layers = 1;
    std::vector<std::int64_t> skips{}; ///< way up: channels joined before each layer; or empty
    ResnetSettings resnet{};
    AttentionPlan attention{};
    Resampling resampling = Resampling::None;
    Conv2d::Pad downPad = Conv2d::Pad::Same;
};

/// Residual blocks with their attentions, as every block of a network has them.
class Layers
{
public:
    Layers(const Parameters& at, const BlockPlan& plan);

    std::size_t count() const { return m_resnets.size(); }
    at::Tensor run(std::size_t layer, const at::Tensor& x, Pass& pass) const;
    /// The residual block alone.
    at::Tensor resnet(std::size_t layer, const at::Tensor& x, const Pass& pass) const;
    void read(const at::Tensor& text, TextContext& into) const;

private:
    std::vector<ResnetBlock> m_resnets;
    std::vector<SelfAttention> m_selfAttentions;
    std::vector<Transformer2D> m_transformers;
};

class DownBlock
{
public:
    DownBlock(const Parameters& at, const BlockPlan& plan);

    /// Appends the result of each layer and of the down-sampling to `skips` where given.
    at::Tensor operator()(at::Tensor x, Pass& pass, std::vector<at::Tensor>* skips) const;
    void read(const at::Tensor& text, TextContext& into) const { m_layers.read(text, into); }

private:
    Layers m_layers;
    std::optional<Conv2d> m_conv;
    std::optional<ResnetBlock> m_resnet;
};

class UpBlock
{
public:
    UpBlock(const Parameters& at, const BlockPlan& plan);

    /// Takes its layers' skips off the end of `skips` where given; up-samples to the extent of
    /// what then is last, else to twice its own.
    at::Tensor operator()(at::Tensor x, Pass& pass, std::vector<at::Tensor>* skips) const;
    void read(const at::Tensor& text, TextContext& into) const { m_layers.read(text, into); }

private:
    at::Tensor upsampled(const at::Tensor& x, const Pass& pass, at::IntArrayRef size) const;

    Layers m_layers;
    std::optional<Conv2d> m_conv;
    std::optional<ResnetBlock> m_resnet;
};

/// A layer, and where it attends another one behind its attention.
class MidBlock
{
public:
    /// layers 1: the residual block alone; 2: two with the attention (if any) between them.
    MidBlock(const Parameters& at, const BlockPlan& plan) : m_layers(at, plan) {}

    at::Tensor operator()(at::Tensor x, Pass& pass) const;
    void read(const at::Tensor& text, TextContext& into) const { m_layers.read(text, into); }

private:
    Layers m_layers;
};

} // namespace enogu::core
