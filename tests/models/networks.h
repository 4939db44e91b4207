// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/generator.h"
#include "engine/nn/layers.h"

#include <memory>
#include <string>

namespace enogu::tests {

/// The network of a golden case ("animegan_v2", …) with counted weights.
std::unique_ptr<core::Generator> countedNetwork(const std::string& network,
                                                core::Resample up = core::Resample::UpHalfPixel,
                                                at::ScalarType dtype = at::kFloat);
/// "half-pixel", "corners", "tf1".
core::Resample resampleNamed(const std::string& name);

} // namespace enogu::tests
