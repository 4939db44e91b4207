// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace enogu {

/// The code points of UTF-8; every byte that belongs to no valid sequence becomes U+FFFD.
std::u32string codePointsOf(std::string_view utf8);
std::string utf8Of(std::u32string_view text);

/// How CLIP reads text: NFC, every run of white space one space, lower case letter by letter.
std::u32string normalised(std::u32string_view text);

bool isSpace(char32_t c);
bool isLetter(char32_t c); ///< general category L
bool isNumber(char32_t c); ///< general category N
/// What a regular expression calls \w: a letter, mark, number or connector.
bool isWordPart(char32_t c);

} // namespace enogu
