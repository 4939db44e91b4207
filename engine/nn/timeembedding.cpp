// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/timeembedding.h"

#include <ATen/ATen.h>

#include <cmath>

namespace enogu::core {

at::Tensor Sinusoid::operator()(const at::Tensor& t) const
{
    const std::int64_t half = width / 2;
    const at::Tensor frequencies =
        at::exp(at::arange(half, at::kFloat) * float(-std::log(10000.0)) / float(half - freqShift));
    const at::Tensor angles = t.to(at::kCPU, at::kFloat).unsqueeze(1) * frequencies;
    const at::Tensor sine = at::sin(angles), cosine = at::cos(angles);
    const at::Tensor both = flipSinToCos ? at::cat({cosine, sine}, 1) : at::cat({sine, cosine}, 1);
    return at::constant_pad_nd(both, {0, width % 2});
}

TimeEmbedding::TimeEmbedding(const Parameters& at, const TimeEmbeddingShape& shape)
    : m_shape(shape),
      m_dtype(at.dtype()),
      m_device(at.device()),
      m_first(at / "linear_1", shape.sinusoid.width, shape.width),
      m_second(at / "linear_2", shape.width, shape.width)
{
    if (shape.guidanceWidth > 0)
        m_guidance.emplace(at / "cond_proj", shape.guidanceWidth, shape.sinusoid.width,
                           Linear::Bias::No);
}

at::Tensor TimeEmbedding::operator()(const at::Tensor& t, const at::Tensor& guidance) const
{
    at::Tensor waves = m_shape.sinusoid(t).to(m_device, m_dtype);
    if (m_guidance && guidance.defined())
        waves = waves + (*m_guidance)(guidance.to(m_device, m_dtype));
    const at::Tensor embedding = m_second(activated(m_first(waves), m_shape.activation));
    return m_shape.last ? activated(embedding, *m_shape.last) : embedding;
}

} // namespace enogu::core
