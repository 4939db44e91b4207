// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/words.h"

#include "engine/text/unicode.h"

#include <algorithm>

namespace enogu {

namespace {

constexpr std::u32string_view kEndings[] = {U"'s", U"'t", U"'re", U"'ve", U"'m", U"'ll", U"'d"};
/// Written in capitals they are no special tokens, and yet the reference cuts them out.
constexpr std::u32string_view kMarkers[] = {U"<|startoftext|>", U"<|endoftext|>"};

bool isOther(char32_t c)
{
    return !isSpace(c) && !isLetter(c) && !isNumber(c);
}

std::size_t runLength(std::u32string_view text, bool (*belongs)(char32_t))
{
    return std::size_t(std::find_if_not(text.begin(), text.end(), belongs) - text.begin());
}

std::size_t wordLength(std::u32string_view text)
{
    for (const auto ending : kEndings)
        if (text.starts_with(ending))
            return ending.size();
    if (isNumber(text.front()))
        return 1;
    return runLength(text, isLetter(text.front()) ? isLetter : isOther);
}

void append(std::vector<std::u32string_view>& words, std::u32string_view text)
{
    while (!text.empty()) {
        const std::size_t length = isSpace(text.front()) ? 1 : wordLength(text);
        if (!isSpace(text.front()))
            words.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
}

} // namespace

std::vector<std::u32string_view> wordsOf(std::u32string_view text)
{
    std::vector<std::u32string_view> words;
    while (!text.empty()) {
        std::size_t length = isSpace(text.front()) ? 1 : wordLength(text);
        for (const auto marker : kMarkers)
            if (text.starts_with(marker))
                length = marker.size();
        append(words, text.substr(0, length));
        text.remove_prefix(length);
    }
    return words;
}

} // namespace enogu
