// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace enogu {

using Vocabulary = std::unordered_map<std::string, std::int32_t>;
using MergeList = std::vector<std::pair<std::string, std::string>>;

/// The printable character, as UTF-8, that a byte-level vocabulary writes for a byte.
std::string symbolOfByte(unsigned char byte);

/// Byte pair encoding of single words whose last symbol carries "</w>" (Sennrich et al. 2016).
/// Immutable; any thread.
class Bpe
{
public:
    /// The merges in the order of their ranks; symbols that the vocabulary lacks become
    /// `unknown`, or nothing where that is negative. Throws Error(BadModelFile) for a merge whose
    /// parts or result the vocabulary lacks; `file` is for the sentence.
    Bpe(const Vocabulary& vocabulary, const MergeList& merges, std::int32_t unknown,
        const std::string& file);

    /// The ids of a word of any bytes; n log n in its length.
    std::vector<std::int32_t> encode(std::string_view word) const;

private:
    struct Merge
    {
        std::int32_t rank;
        std::int32_t id;
    };
    class Word;

    const Merge* merge(std::int32_t left, std::int32_t right) const;

    std::array<std::int32_t, 256> m_inner; ///< ids of bytes inside a word; -1: none
    std::array<std::int32_t, 256> m_last;  ///< ids of the last byte
    std::unordered_map<std::uint64_t, Merge> m_merges;
};

} // namespace enogu
