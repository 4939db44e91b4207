// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bench/eager.h"
#include "engine/weights/architectures.h"

namespace enogu {

/// A network to be measured, built our way, with the tensors for the plain way.
struct Subject
{
    std::string name;
    const Architecture* architecture;
    core::Resample up;
    std::unique_ptr<core::Generator> net;
    EagerWeights weights;
};

/// "v1", "v2", "v3", "cartoongan", "whitebox", "cel": the published sizes with random weights;
/// anything else is the path of a weight file. Throws Error as inspectModel does.
Subject subjectOf(const std::string& style, at::ScalarType dtype);

/// The same network and weights in another dtype.
std::unique_ptr<core::Generator> rebuilt(const Subject& subject, at::ScalarType dtype);

/// The names that subjectOf knows.
std::vector<std::string> namedSubjects();

} // namespace enogu
