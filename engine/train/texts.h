// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace enogu {

/// The words of the drawn world's captions and instructions, and how often each is met.
std::map<std::string, std::size_t> wordsOfScenes();

} // namespace enogu
