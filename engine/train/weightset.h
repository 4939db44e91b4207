// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/parameters.h"

#include <map>
#include <string>
#include <vector>

namespace enogu::core {

/// The weights of a network in training: float32 leaves that require gradients, in the order in
/// which the network first asked for them.
class WeightSet
{
public:
    /// A network built from this gets a new leaf for every key: weights uniform within
    /// ±1 / √(fan in), embeddings normal with deviation 0.02, norms 1, biases 0, and 0 for the keys
    /// that end in one of `zeros`.
    Parameters started(std::uint64_t seed, const std::vector<std::string>& zeros);
    /// A network built from this gets the leaves as `dtype`; gradients flow through the cast.
    Parameters as(at::ScalarType dtype) const;
    /// The same with other numbers, such as the running mean of the weights.
    Parameters with(const std::vector<at::Tensor>& values, at::ScalarType dtype) const;

    /// Copies the numbers of every leaf from a source of the same keys and shapes.
    void read(const TensorSource& source);

    const std::vector<std::string>& names() const { return m_names; }
    const std::vector<at::Tensor>& leaves() const { return m_leaves; }

private:
    std::vector<std::string> m_names;
    std::vector<at::Tensor> m_leaves;
    std::map<std::string, std::size_t> m_places;
};

} // namespace enogu::core
