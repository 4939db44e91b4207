// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/textreach.h"

#include <algorithm>

namespace enogu {

namespace {

/// Where the characters of UTF-8 end.
std::vector<std::size_t> endsOf(const std::string& text)
{
    std::vector<std::size_t> ends;
    for (std::size_t i = 1; i <= text.size(); ++i) {
        if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80)
            ends.push_back(i);
    }
    return ends;
}

} // namespace

TextReach reachOf(const ClipTokenizer& tokenizer, const std::string& text)
{
    TextReach reach;
    reach.limit = int(tokenizer.length()) - 2;
    reach.tokens = int(tokenizer.ids(text).size());
    reach.bytesRead = text.size();
    if (reach.tokens <= reach.limit)
        return reach;
    const std::vector<std::size_t> ends = endsOf(text);
    const auto fits = [&](std::size_t end) {
        return int(tokenizer.ids(std::string_view(text).substr(0, end)).size()) <= reach.limit;
    };
    const auto cut = std::partition_point(ends.begin(), ends.end(), fits);
    reach.bytesRead = cut == ends.begin() ? 0 : *(cut - 1);
    return reach;
}

} // namespace enogu
