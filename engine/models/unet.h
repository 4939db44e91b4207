// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/unetblocks.h"
#include "engine/nn/timeembedding.h"

#include <deque>
#include <functional>
#include <memory>

namespace enogu::core {

/// The plan of a whole UNet, from which both kinds are built.
struct UNetPlan
{
    std::int64_t inChannels = 0, outChannels = 0;
    std::int64_t inKernel = 3, outKernel = 3;
    bool centerInput = false;
    TimeEmbeddingShape time{};
    std::optional<Activation> timeForBlocks{}; ///< of the embedding, before every block's own
    ResnetSettings resnet{};
    Activation last = Activation::Silu;  ///< before the last convolution
    std::vector<BlockPlan> down{}, up{}; ///< in the order of the pass
    std::optional<BlockPlan> mid{};
    bool recomputes = false; ///< backward computes each block again instead of keeping its inside
};

/// Down, mid and up, the ways joined by skips of equal extent.
class UNet : public std::enable_shared_from_this<UNet>
{
public:
    UNet(const UNetPlan& plan, const Parameters& at);

    TextContext context(const at::Tensor& text) const;
    /// x and the result float32 [B, channels, h, w]; pass.time of timeEmbedding().
    at::Tensor forward(const at::Tensor& x, Pass& pass) const;
    /// The time embedding as the blocks want it, activated.
    at::Tensor timeEmbedding(const at::Tensor& t, const at::Tensor& guidance) const;

private:
    using Skips = std::vector<at::Tensor>;
    using Block = std::function<at::Tensor(const at::Tensor& x, Pass& pass, Skips& skips)>;

    at::Tensor prepared(const at::Tensor& x) const;
    Parameters noted(const Parameters& at);
    at::Tensor through(std::size_t place, const Block& block, const at::Tensor& x, Pass& pass,
                       Skips& skips) const;

    bool m_centerInput;
    at::ScalarType m_dtype;
    at::Device m_device;
    Activation m_activation, m_lastActivation;
    std::optional<Activation> m_timeForBlocks;
    Conv2d m_in;
    TimeEmbedding m_time;
    std::vector<DownBlock> m_down;
    std::optional<MidBlock> m_mid;
    std::vector<UpBlock> m_up;
    GroupNorm m_norm;
    Conv2d m_out;
    bool m_recomputes;
    std::deque<std::vector<at::Tensor>> m_weights; ///< of the blocks that are computed again
};

/// One resolution of a UNet.
struct LevelPlan
{
    struct Way
    {
        ResnetSettings resnet{};
        AttentionPlan attention{};
        BlockPlan::Resampling resampling = BlockPlan::Resampling::Conv;
    };
    std::int64_t channels = 0, layers = 1; ///< one layer more on the way up
    Way down{}, up{};
};

/// Plans the ways down and up, the finest level first: neither the deepest level nor the end of the
/// way up resamples.
void planLevels(UNetPlan& plan, const std::vector<LevelPlan>& levels, Conv2d::Pad downPad);

} // namespace enogu::core
