// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/addedtokens.h"

#include "engine/text/unicode.h"

#include <algorithm>

namespace enogu {

namespace {

std::uint64_t edgeOf(std::uint32_t node, char byte)
{
    return std::uint64_t(node) << 8 | static_cast<unsigned char>(byte);
}

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

bool endsInWord(std::string_view text)
{
    std::size_t at = text.size();
    while (at > 0 && isContinuation(text[at - 1]))
        --at;
    const std::u32string last = codePointsOf(text.substr(at > 0 ? at - 1 : 0, 4));
    return !last.empty() && isWordPart(last.front());
}

bool beginsInWord(std::string_view text)
{
    return !text.empty() && isWordPart(codePointsOf(text.substr(0, 4)).front());
}

} // namespace

void AddedTokens::add(std::string_view content, std::int32_t id, bool singleWord)
{
    if (content.empty())
        return;
    std::uint32_t node = 0;
    for (const char byte : content) {
        const auto [edge, isNew] =
            m_edges.emplace(edgeOf(node, byte), std::uint32_t(m_nodes.size()));
        node = edge->second;
        if (isNew)
            m_nodes.emplace_back();
    }
    m_nodes[node] = {id, singleWord};
}

/// Length of the longest token at a place, 0 for none.
std::size_t AddedTokens::longestAt(std::string_view text, std::size_t at, Node& found) const
{
    std::size_t length = 0;
    std::uint32_t node = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        const auto edge = m_edges.find(edgeOf(node, text[i]));
        if (edge == m_edges.end())
            break;
        node = edge->second;
        if (m_nodes[node].id < 0)
            continue;
        length = i + 1 - at;
        found = m_nodes[node];
    }
    return length;
}

std::vector<AddedTokens::Piece> AddedTokens::cut(std::string_view text) const
{
    std::vector<Piece> pieces;
    std::size_t plain = 0;
    for (std::size_t at = 0; at < text.size();) {
        Node token;
        const std::size_t length = longestAt(text, at, token);
        const bool alone =
            length > 0 && (!token.singleWord || (!endsInWord(text.substr(0, at)) &&
                                                 !beginsInWord(text.substr(at + length))));
        if (alone) {
            if (at > plain)
                pieces.push_back({text.substr(plain, at - plain), -1});
            pieces.push_back({text.substr(at, length), token.id});
            plain = at + length;
        }
        at += std::max<std::size_t>(length, 1);
    }
    if (plain < text.size())
        pieces.push_back({text.substr(plain), -1});
    return pieces;
}

} // namespace enogu
