// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace enogu::core {

/// Gives the float32 tensor of a key in the shape asked for, or throws what refuses the file.
using TensorSource =
    std::function<at::Tensor(const std::string& key, const std::vector<std::int64_t>& shape)>;

/// Called between the blocks of a network; throws to cancel. May be empty.
using Checkpoint = std::function<void()>;

/// What a network is built from: a source of tensors, seen from one place in its tree of keys. A
/// trainer's source makes leaves that need gradients: with float32 on the same device the network
/// holds those very tensors.
class Parameters
{
public:
    explicit Parameters(TensorSource source, at::ScalarType dtype = at::kFloat,
                        at::Device device = at::kCPU);

    /// The same source below `part`: its keys begin with "part.".
    Parameters operator/(const std::string& part) const;
    Parameters operator/(std::int64_t part) const;
    /// The tensor of a key below this place, in dtype and on device.
    at::Tensor operator()(const std::string& key, const std::vector<std::int64_t>& shape) const;

    at::ScalarType dtype() const { return m_dtype; }
    at::Device device() const { return m_device; }

private:
    TensorSource m_source;
    std::string m_prefix;
    at::ScalarType m_dtype;
    at::Device m_device;
};

} // namespace enogu::core
