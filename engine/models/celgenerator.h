// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/generator.h"
#include "engine/nn/layers.h"

#include <vector>

namespace enogu::core {

/// Cel's norm-free network as a generator: gives the flat layer that the analytic head starts from.
class CelGenerator : public Generator
{
public:
    /// `width`: channels at half size.
    CelGenerator(const TensorSource& source, at::ScalarType dtype, std::int64_t width);
    at::Tensor forward(const at::Tensor& x, Run& run) const override;
    const GeneratorTraits& traits() const override { return m_traits; }

private:
    GeneratorTraits m_traits;
    std::vector<at::Tensor> m_parameters;
};

} // namespace enogu::core
