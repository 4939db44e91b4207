// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace enogu {

/// A token that is found in the text as it stands, before the text is cut into words.
struct AddedToken
{
    std::string content; ///< UTF-8, not empty
    std::int32_t id = 0;
    bool normalized = false; ///< looked for in the normalised text instead of the given one
    bool singleWord = false; ///< not inside a word
};

/// Finds added tokens, from the left, the longest first. Linear in the text. Immutable; any thread.
class AddedTokens
{
public:
    struct Piece
    {
        std::string_view text;
        std::int32_t id = -1; ///< of an added token; -1: plain text
    };

    /// Of tokens of the same content the last one counts.
    void add(std::string_view content, std::int32_t id, bool singleWord);
    std::vector<Piece> cut(std::string_view text) const;

private:
    struct Node
    {
        std::int32_t id = -1;
        bool singleWord = false;
    };

    std::size_t longestAt(std::string_view text, std::size_t at, Node& found) const;

    std::vector<Node> m_nodes{1};
    std::unordered_map<std::uint64_t, std::uint32_t> m_edges; ///< node and byte → node
};

} // namespace enogu
