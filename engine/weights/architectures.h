// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"
#include "engine/models/generator.h"
#include "engine/nn/layers.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace enogu {

/// One network in one spelling of its keys.
struct Architecture
{
    std::string kind;
    std::string keyStyle;
    std::string licenceNote;
    Upsampling published; ///< what Auto means
    std::function<std::unique_ptr<core::Generator>(const core::TensorSource&, at::ScalarType,
                                                   core::Resample)>
        build;
};

/// Every network that can be loaded.
const std::vector<Architecture>& architectures();

/// The bilinear ×2 that a choice means for an architecture.
core::Resample resampleOf(Upsampling choice, const Architecture& architecture);

} // namespace enogu
