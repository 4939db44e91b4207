// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/layers.h"

namespace enogu::core {

/// Shape of a convolution to be read from a file.
struct ConvShape
{
    std::int64_t in, out, kernel;
    std::int64_t stride = 1;
    std::int64_t groups = 1;
};

/// Convolution with its norm; both are carried out by `block`.
struct ConvNorm
{
    Conv conv;
    Norm norm;
};

/// Reads a network's tensors and prepares them for the dtype that it will run in; convolutions
/// read as float32 are exact: float32 in a run of any dtype.
class Reader
{
public:
    Reader(const TensorSource& source, at::ScalarType dtype) : m_source(source), m_dtype(dtype) {}

    /// `key`.weight, no bias.
    Conv conv(const std::string& key, const ConvShape& shape, const Padding& padding) const;
    /// `key`.weight and `key`.bias.
    Conv biasedConv(const std::string& key, const ConvShape& shape, const Padding& padding) const;
    std::vector<float> vector(const std::string& key, std::int64_t channels) const;
    at::Tensor tensor(const std::string& key, const std::vector<std::int64_t>& shape) const;
    at::ScalarType dtype() const { return m_dtype; }
    const TensorSource& source() const { return m_source; }

private:
    const TensorSource& m_source;
    at::ScalarType m_dtype;
};

/// conv, norm and a leaky rectifier of 0.2.
Map convNormLeaky(Run& run, Map x, const ConvNorm& layer);

/// Padding of `pixels` on every side.
Padding zeroPad(std::int64_t pixels);
Padding reflectPad(std::int64_t pixels);

} // namespace enogu::core
