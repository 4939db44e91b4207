// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/bpe.h"

#include "engine/text/jsonfile.h"
#include "engine/text/unicode.h"

#include <algorithm>
#include <queue>

namespace enogu {

namespace {

constexpr std::string_view kEndOfWord = "</w>";

std::uint64_t keyOf(std::int32_t left, std::int32_t right)
{
    return std::uint64_t(std::uint32_t(left)) << 32 | std::uint32_t(right);
}

bool printsItself(unsigned byte)
{
    return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xFF && byte != 0xAD);
}

} // namespace

std::string symbolOfByte(unsigned char byte)
{
    char32_t symbol = byte;
    if (!printsItself(byte)) {
        symbol = 256;
        for (unsigned before = 0; before < byte; ++before)
            symbol += !printsItself(before);
    }
    return utf8Of({&symbol, 1});
}

/// The symbols of one word as a linked list, and the merges that are possible now.
class Bpe::Word
{
public:
    explicit Word(const Bpe& bpe) : m_bpe(bpe) {}

    void add(std::int32_t id)
    {
        if (id < 0)
            return;
        const auto at = std::int32_t(m_symbols.size());
        m_symbols.push_back({id, at - 1, at + 1});
    }

    std::vector<std::int32_t> merged()
    {
        for (std::size_t i = 0; i + 1 < m_symbols.size(); ++i)
            propose(std::int32_t(i));
        while (!m_queue.empty()) {
            const Candidate best = m_queue.top();
            m_queue.pop();
            if (isCurrent(best))
                join(best);
        }
        std::vector<std::int32_t> ids;
        for (const Symbol& symbol : m_symbols)
            if (symbol.id >= 0)
                ids.push_back(symbol.id);
        return ids;
    }

private:
    struct Symbol
    {
        std::int32_t id; ///< -1: joined to the one before
        std::int32_t previous;
        std::int32_t next;
    };
    struct Candidate
    {
        std::int32_t rank;
        std::int32_t at;
        std::int32_t id;
        bool operator<(const Candidate& other) const ///< true: taken later
        {
            return rank != other.rank ? rank > other.rank : at > other.at;
        }
    };

    bool hasNext(std::int32_t at) const
    {
        return std::size_t(m_symbols[std::size_t(at)].next) < m_symbols.size();
    }
    Symbol& symbol(std::int32_t at) { return m_symbols[std::size_t(at)]; }

    const Merge* mergeAt(std::int32_t at)
    {
        return hasNext(at) ? m_bpe.merge(symbol(at).id, symbol(symbol(at).next).id) : nullptr;
    }

    void propose(std::int32_t at)
    {
        if (const Merge* merge = mergeAt(at))
            m_queue.push({merge->rank, at, merge->id});
    }

    bool isCurrent(const Candidate& candidate)
    {
        const Merge* merge = symbol(candidate.at).id < 0 ? nullptr : mergeAt(candidate.at);
        return merge && merge->id == candidate.id;
    }

    void join(const Candidate& candidate)
    {
        Symbol& left = symbol(candidate.at);
        Symbol& right = symbol(left.next);
        left.id = candidate.id;
        right.id = -1;
        left.next = right.next;
        if (hasNext(candidate.at))
            symbol(left.next).previous = candidate.at;
        if (left.previous >= 0)
            propose(left.previous);
        propose(candidate.at);
    }

    const Bpe& m_bpe;
    std::vector<Symbol> m_symbols;
    std::priority_queue<Candidate> m_queue;
};

Bpe::Bpe(const Vocabulary& vocabulary, const MergeList& merges, std::int32_t unknown,
         const std::string& file)
{
    const auto idOf = [&](const std::string& symbol) {
        const auto found = vocabulary.find(symbol);
        return found == vocabulary.end() ? -1 : found->second;
    };
    for (unsigned byte = 0; byte < 256; ++byte) {
        const std::string symbol = symbolOfByte(static_cast<unsigned char>(byte));
        const std::int32_t inner = idOf(symbol);
        const std::int32_t last = idOf(symbol + std::string(kEndOfWord));
        m_inner[byte] = inner < 0 ? unknown : inner;
        m_last[byte] = last < 0 ? unknown : last;
    }
    m_merges.reserve(merges.size());
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [left, right] = merges[rank];
        const std::int32_t joined = idOf(left + right);
        if (idOf(left) < 0 || idOf(right) < 0 || joined < 0)
            refuseText(file, "the merge " + std::to_string(rank + 1) +
                                 " speaks of a token that the vocabulary lacks");
        m_merges[keyOf(idOf(left), idOf(right))] = {std::int32_t(rank), joined};
    }
}

std::vector<std::int32_t> Bpe::encode(std::string_view word) const
{
    Word symbols(*this);
    for (std::size_t i = 0; i < word.size(); ++i)
        symbols.add((i + 1 < word.size() ? m_inner : m_last)[static_cast<unsigned char>(word[i])]);
    return symbols.merged();
}

const Bpe::Merge* Bpe::merge(std::int32_t left, std::int32_t right) const
{
    const auto found = m_merges.find(keyOf(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

} // namespace enogu
