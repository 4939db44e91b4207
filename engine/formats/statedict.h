// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/pickle.h"

#include <utility>

namespace enogu {

struct NamedTensor
{
    std::string name;
    std::uint32_t tensor = 0; // index into PickleProgram::tensors
};

/// The weights among what a pickle describes: the state dict itself, or the one inside nested dicts
/// (the generator's, where a discriminator lies beside it); optimizer state is left out. Throws
/// Error(BadModelFile); `name` is for the sentence.
std::vector<NamedTensor> findStateDict(const PickleProgram& program, const std::string& name);

} // namespace enogu
