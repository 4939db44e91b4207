// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/contents.h"

namespace enogu {

/// Parses a file of any known container; `name` is for the sentence. Names are as in the file, but
/// a state dict has been unwrapped. Throws Error(BadModelFile).
FileContents parseModel(Bytes bytes, const std::string& name);

} // namespace enogu
