// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace enogu::tests {

/// A golden of tests/golden/diffusion/networks.
struct DiffusionCase
{
    nlohmann::json description;
    at::Tensor golden;

    static DiffusionCase read(const std::string& name);
    /// The names of all of them.
    static std::vector<std::string> names();

    /// The output of our network or block in a dtype, in the form of the golden.
    at::Tensor run(at::ScalarType dtype = at::kFloat) const;
};

} // namespace enogu::tests
