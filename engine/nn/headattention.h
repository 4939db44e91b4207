// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/rowkernels.h"

#include <cstdint>
#include <vector>

namespace enogu::core {

/// Rows of bfloat16 values, `stride` values apart.
template <typename T>
struct BrainRows
{
    T* first;
    std::int64_t count, stride;

    T* operator[](std::int64_t row) const { return first + row * stride; }
};

/// softmax(scale · Q Kᵀ) V of one head after another: bfloat16 in and out, products of bfloat16
/// summed in float32, a running softmax over blocks of keys (FlashAttention's algorithm 1). All
/// matrices lie transposed, a vector holding sixteen queries: so maxima and sums need no
/// reduction across lanes, and no head width is padded. One object a thread.
class HeadAttention
{
public:
    static constexpr std::int64_t kQueries = 64; ///< that attend() takes at once

    /// Whether this CPU can (AVX512_BF16); nothing else may be called where it cannot.
    static bool isSupported();

    /// Room for heads of so many keys and channels, both at least 1; scale is positive.
    HeadAttention(std::int64_t keys, std::int64_t channels, float scale);
    /// The head that attend() asks from now on, of the constructor's sizes.
    void setHead(BrainRows<const Brain> keys, BrainRows<const Brain> values);
    /// Answers 1 … kQueries queries; `out` has as many rows.
    void attend(BrainRows<const Brain> queries, BrainRows<Brain> out);

private:
    static constexpr int kLanes = 16;
    static constexpr int kVectors = int(kQueries) / kLanes;

    /// A value of each query of the block: float32, or a pair of bfloat16.
    struct alignas(64) QueryRow
    {
        std::uint32_t lane[kVectors][kLanes];
    };

    void packQueries(const BrainRows<const Brain>& queries);
    void startSoftmax();
    void score(std::int64_t firstKey, std::int64_t count);
    void weigh(std::int64_t count);
    void gather(std::int64_t firstKey, std::int64_t count);
    void writeAnswers(const BrainRows<Brain>& out) const;
    template <int Keys>
    void scoreTile(std::int64_t firstKey, QueryRow* scores);
    template <int Channels>
    void gatherTile(std::int64_t firstPair, std::int64_t count, std::int64_t channel);

    std::int64_t m_keys, m_channels;
    std::int64_t m_channelPairs; ///< of a query and of a key; an odd channel is paired with 0
    std::int64_t m_blockKeys;    ///< even
    float m_scale;               ///< times log₂ e
    std::vector<std::uint32_t> m_keyRows;   ///< K [keys][channel pairs]
    std::vector<std::uint32_t> m_valueRows; ///< V [key pairs][channels]
    std::vector<QueryRow> m_queries;        ///< Qᵀ [channel pairs]
    std::vector<QueryRow> m_scores;         ///< Sᵀ [block's keys], then Pᵀ [block's key pairs]
    std::vector<QueryRow> m_answers;        ///< Oᵀ [channels], not yet divided by the sums
    QueryRow m_blockMaximum, m_maximum, m_sum, m_correction;
};

} // namespace enogu::core
