// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bench/eager.h"

#include <ATen/ATen.h>

namespace enogu {

/// Walks over a network's tensors and computes with them, one operation at a time.
class EagerLayers
{
public:
    EagerLayers(EagerWeights weights, core::Resample up) : m_weights(std::move(weights)), m_up(up)
    {
    }

    struct Shape
    {
        std::int64_t stride = 1;
        std::int64_t groups = 1;
        bool bias = false;
    };
    /// The next convolution, zero-padded.
    at::Tensor conv(const at::Tensor& x, std::int64_t padding, Shape shape);
    /// The next convolution after a reflecting padding: left, right, top, bottom.
    at::Tensor reflected(const at::Tensor& x, at::IntArrayRef padding, Shape shape);
    /// The next transposed convolution: 3×3, stride 2, padding 1, output padding 1, with bias.
    at::Tensor transposed(const at::Tensor& x);
    /// The next gamma and beta: over each channel, or over all of them together.
    at::Tensor instanceNormed(const at::Tensor& x, double eps);
    at::Tensor layerNormed(const at::Tensor& x);
    at::Tensor doubled(const at::Tensor& x) const;

    at::Tensor next();
    /// Takes the tensor whose key ends so out of its turn.
    at::Tensor take(const std::string& end);
    std::size_t left() const { return m_weights.size() - m_at; }

private:
    EagerWeights m_weights;
    std::size_t m_at = 0;
    core::Resample m_up;
};

/// An instance norm without parameters.
at::Tensor plainNormed(const at::Tensor& x);
/// Leaky rectifier of 0.2, in place.
at::Tensor leaked(at::Tensor x);

} // namespace enogu
