// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bench/rates.h"
#include "engine/models/unet2dcondition.h"

#include <map>
#include <string>

namespace enogu {

/// A UNet as an ordinary PyTorch port computes it: every step on plain weights, one operation after
/// another, the text's keys and values anew in each pass, skips concatenated.
class EagerUnet
{
public:
    using Weights = std::map<std::string, at::Tensor>;

    /// Of a pass, in its convolutions, linear layers and attentions.
    struct Work
    {
        double products = 0;     ///< multiply-accumulates
        double floorSeconds = 0; ///< each operation at the rate of products or of memory
    };

    /// weights by diffusers' keys, in the dtype of the run; format: of activations and kernels.
    /// Self-attention blocks and residual resampling are not here.
    EagerUnet(const core::UNet2DConditionConfig& config, Weights weights, at::MemoryFormat format,
              const Rates& rates);

    /// x [B, C, h, w] float32, text [B, L, D] → float32 of x's extent.
    at::Tensor forward(const at::Tensor& x, double t, const at::Tensor& text);
    Work lastWork() const { return m_work; }

private:
    using Level = core::UNet2DConditionConfig::Level;

    void count(double products, std::initializer_list<at::Tensor> touched);
    const at::Tensor& weight(const std::string& key) const;
    at::Tensor linear(const std::string& key, const at::Tensor& x);
    at::Tensor conv(const std::string& key, const at::Tensor& x, std::int64_t stride = 1);
    at::Tensor groupNorm(const std::string& key, const at::Tensor& x, double eps) const;
    at::Tensor layerNorm(const std::string& key, const at::Tensor& x) const;
    at::Tensor resnet(const std::string& key, const at::Tensor& x);
    at::Tensor attention(const std::string& key, const at::Tensor& x, const at::Tensor& source,
                         std::int64_t heads);
    at::Tensor transformer(const std::string& key, const at::Tensor& x, const Level& level,
                           std::int64_t depth);
    at::Tensor timeEmbedding(double t);
    void down(std::size_t level);
    void middle();
    void up(std::size_t level);

    core::UNet2DConditionConfig m_config;
    Weights m_weights;
    at::MemoryFormat m_format;
    at::Tensor m_text, m_time, m_x;
    std::vector<at::Tensor> m_skips;
    Rates m_rates;
    Work m_work;
};

} // namespace enogu
