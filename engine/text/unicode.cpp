// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/unicode.h"

#include "engine/text/unicodetables.h"

#include <algorithm>
#include <array>
#include <utf8proc.h>

namespace enogu {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

utf8proc_category_t categoryOf(char32_t c)
{
    return utf8proc_category(utf8proc_int32_t(c));
}

bool within(utf8proc_category_t category, utf8proc_category_t first, utf8proc_category_t last)
{
    return category >= first && category <= last;
}

int combiningClass(char32_t c)
{
    return utf8proc_get_property(utf8proc_int32_t(c))->combining_class;
}

std::u32string decomposed(std::u32string_view text)
{
    std::u32string result;
    for (const char32_t c : text) {
        std::array<utf8proc_int32_t, 32> parts;
        int boundary = 0;
        const auto count = utf8proc_decompose_char(utf8proc_int32_t(c), parts.data(), parts.size(),
                                                   UTF8PROC_DECOMPOSE, &boundary);
        if (count < 1 || count > utf8proc_ssize_t(parts.size()))
            result += c;
        else
            result.append(parts.begin(), parts.begin() + count);
    }
    return result;
}

/// Marks in the order of their combining classes; utf8proc's own ordering is quadratic.
void orderMarks(std::u32string& text)
{
    const auto isMark = [](char32_t c) { return combiningClass(c) != 0; };
    for (auto at = text.begin(); at != text.end();) {
        const auto first = std::find_if(at, text.end(), isMark);
        at = std::find_if_not(first, text.end(), isMark);
        std::stable_sort(first, at, [](char32_t a, char32_t b) {
            return combiningClass(a) < combiningClass(b);
        });
    }
}

std::u32string composed(std::u32string_view text)
{
    std::u32string result = decomposed(text);
    orderMarks(result);
    static_assert(sizeof(char32_t) == sizeof(utf8proc_int32_t));
    const auto length = utf8proc_normalize_utf32(
        reinterpret_cast<utf8proc_int32_t*>(result.data()), utf8proc_ssize_t(result.size()),
        utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (length >= 0)
        result.resize(std::size_t(length));
    return result;
}

std::u32string nfcOf(std::u32string_view text)
{
    const auto outside = [](char32_t c) { return rangeOf(kOutsideNfc, c) != nullptr; };
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto* first = text.data() + at;
        const auto* end = std::find_if(first, text.data() + text.size(), outside);
        result += composed({first, end});
        at = std::size_t(end - text.data());
        if (at < text.size())
            result += text[at++];
    }
    return result;
}

void appendLower(std::u32string& text, char32_t c)
{
    if (c == 0x130) // the one letter whose lower case is two
        text += U"i\u0307";
    else if (const LowerRange* range = rangeOf(kNewCapitals, c))
        text += range->lower + (c - range->first);
    else
        text += char32_t(utf8proc_tolower(utf8proc_int32_t(c)));
}

} // namespace

std::u32string codePointsOf(std::string_view utf8)
{
    std::u32string result;
    result.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
    for (std::size_t at = 0; at < utf8.size();) {
        utf8proc_int32_t c = 0;
        const auto rest = utf8proc_ssize_t(std::min<std::size_t>(utf8.size() - at, 4));
        const auto length = utf8proc_iterate(bytes + at, rest, &c);
        result += length > 0 ? char32_t(c) : kReplacement;
        at += length > 0 ? std::size_t(length) : 1;
    }
    return result;
}

std::string utf8Of(std::u32string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (const char32_t c : text) {
        std::array<utf8proc_uint8_t, 4> bytes;
        const auto length = utf8proc_encode_char(utf8proc_int32_t(c), bytes.data());
        result.append(bytes.begin(), bytes.begin() + length);
    }
    return result;
}

std::u32string normalised(std::u32string_view text)
{
    std::u32string result;
    bool inSpace = false;
    for (const char32_t c : nfcOf(text)) {
        if (!isSpace(c))
            appendLower(result, c);
        else if (!inSpace)
            result += U' ';
        inSpace = isSpace(c);
    }
    return result;
}

bool isSpace(char32_t c)
{
    return (c >= 9 && c <= 13) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool isLetter(char32_t c)
{
    return within(categoryOf(c), UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO) ||
           rangeOf(kNewLetters, c);
}

bool isNumber(char32_t c)
{
    return within(categoryOf(c), UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO) ||
           rangeOf(kNewNumbers, c);
}

bool isWordPart(char32_t c)
{
    return isLetter(c) || isNumber(c) || categoryOf(c) == UTF8PROC_CATEGORY_PC ||
           within(categoryOf(c), UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME);
}

} // namespace enogu
