// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace enogu {

/// CLIP's words of a normalised text: the English endings 's 't 're 've 'm 'll 'd, runs of
/// letters, single numerals, and runs of anything else but spaces. The views point into `text`.
std::vector<std::u32string_view> wordsOf(std::u32string_view text);

} // namespace enogu
