// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace enogu {

/// Counts the words of a text, in lower case.
void countWords(const std::string& text, std::map<std::string, std::size_t>& words);
/// The words of the drawn world's captions and instructions, and how often each is met.
std::map<std::string, std::size_t> wordsOfScenes();

} // namespace enogu
