// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// The strings that tests/reference/make_tokens.py makes too: UTF-8 in 48 scripts.
std::string countedString(int index);

/// FNV-1a of the ids as 32-bit numbers, folded to 24 bits.
std::uint32_t hashOf(const std::vector<std::int64_t>& ids);

/// The hashes of a golden file of tests/golden/text.
std::vector<std::uint32_t> hashesOf(const char* file);

std::string utf8OfPoint(char32_t point);
