// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/headattention.h"

#include "engine/nn/avx512.h"

#ifdef ENOGU_HAS_AVX512

#include <algorithm>
#include <cstring>
#include <limits>
#include <numbers>

namespace enogu::core {

namespace {

constexpr std::int64_t kMostBlockKeys = 128; // their scores fill 32 KiB
constexpr int kTile = 5; // rows of a tile: 5 × 4 sums, 4 queries and 1 broadcast in 32 registers
constexpr float kInfinity = std::numeric_limits<float>::infinity();

ENOGU_AVX512_INLINE __m512 load(const std::uint32_t* lanes)
{
    return _mm512_load_ps(lanes);
}

ENOGU_AVX512_INLINE void store(std::uint32_t* lanes, __m512 value)
{
    _mm512_store_ps(lanes, value);
}

/// The left side of a product; its word [row][pair] is first[row · rowStride + pair · pairStride].
struct PairMatrix
{
    const std::uint32_t* first;
    std::int64_t rowStride, pairStride, pairs;
};

/// sums [rows][queries] += left [rows][pairs] · right [pairs][queries].
template <int Rows, int Vectors, typename QueryRow>
ENOGU_AVX512_INLINE void multiply(const PairMatrix& left, const QueryRow* right,
                                  __m512 (&sums)[Rows][Vectors])
{
    const std::uint32_t* word = left.first;
    for (std::int64_t p = 0; p < left.pairs; ++p, word += left.pairStride) {
        __m512bh queries[Vectors];
        ENOGU_UNROLL
        for (int v = 0; v < Vectors; ++v)
            queries[v] = __m512bh(load(right[p].lane[v]));
        ENOGU_UNROLL
        for (int r = 0; r < Rows; ++r) {
            const auto pair = __m512bh(_mm512_set1_epi32(int(word[r * left.rowStride])));
            ENOGU_UNROLL
            for (int v = 0; v < Vectors; ++v)
                sums[r][v] = _mm512_dpbf16_ps(sums[r][v], pair, queries[v]);
        }
    }
}

/// Exactly 1 for the maximum itself, however large: so the difference comes first.
ENOGU_AVX512_INLINE __m512 weight(__m512 score, __m512 maximum, __m512 scale)
{
    return powerOfTwo(_mm512_mul_ps(_mm512_sub_ps(score, maximum), scale));
}

/// Two rows of sixteen values → words of (even, odd).
ENOGU_AVX512_INLINE __m512i interleave(const Brain* even, const Brain* odd, __mmask16 mask)
{
    const __m512i low = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(mask, even));
    const __m512i high = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(mask, odd));
    return _mm512_or_si512(low, _mm512_slli_epi32(high, 16));
}

} // namespace

bool HeadAttention::isSupported()
{
    return hasAvx512Brain();
}

HeadAttention::HeadAttention(std::int64_t keys, std::int64_t channels, float scale)
    : m_keys(keys),
      m_channels(channels),
      m_channelPairs((channels + 1) / 2),
      m_scale(scale * std::numbers::log2e_v<float>)
{
    const std::int64_t blocks = (keys + kMostBlockKeys - 1) / kMostBlockKeys;
    const std::int64_t pairs = (keys + 1) / 2;
    m_blockKeys = (pairs + blocks - 1) / blocks * 2;
    m_keyRows.resize(std::size_t(keys * m_channelPairs));
    m_valueRows.resize(std::size_t(pairs * channels));
    m_queries.resize(std::size_t(m_channelPairs));
    m_scores.resize(std::size_t(m_blockKeys));
    m_answers.resize(std::size_t(channels));
}

ENOGU_AVX512 void HeadAttention::setHead(BrainRows<const Brain> keys, BrainRows<const Brain> values)
{
    for (std::int64_t k = 0; k < m_keys; ++k)
        std::memcpy(&m_keyRows[std::size_t(k * m_channelPairs)], keys[k],
                    std::size_t(m_channels) * sizeof(Brain));
    for (std::int64_t k = 0; k < m_keys; k += 2) {
        const Brain* even = values[k];
        const Brain* odd = values[std::min(k + 1, m_keys - 1)]; // weighs 0 if it is no key
        std::uint32_t* words = &m_valueRows[std::size_t(k / 2 * m_channels)];
        for (std::int64_t c = 0; c < m_channels; c += kLanes) {
            const __mmask16 mask = first16(m_channels - c);
            _mm512_mask_storeu_epi32(words + c, mask, interleave(even + c, odd + c, mask));
        }
    }
}

void HeadAttention::attend(BrainRows<const Brain> queries, BrainRows<Brain> out)
{
    packQueries(queries);
    startSoftmax();
    for (std::int64_t key = 0; key < m_keys; key += m_blockKeys) {
        const std::int64_t count = std::min(m_blockKeys, m_keys - key);
        score(key, count);
        weigh(count);
        gather(key, count);
    }
    writeAnswers(out);
}

ENOGU_AVX512 void HeadAttention::packQueries(const BrainRows<const Brain>& queries)
{
    for (int v = 0; v < kVectors; ++v) {
        for (std::int64_t pair = 0; pair < m_channelPairs; pair += kLanes) {
            __m512i words[kLanes] = {};
            const __mmask32 mask = first32(m_channels - 2 * pair);
            const auto rows = std::min<std::int64_t>(kLanes, queries.count - v * kLanes);
            for (std::int64_t i = 0; i < rows; ++i)
                words[i] = _mm512_maskz_loadu_epi16(mask, queries[v * kLanes + i] + 2 * pair);
            transpose(words);
            const auto pairs = std::min<std::int64_t>(kLanes, m_channelPairs - pair);
            for (std::int64_t i = 0; i < pairs; ++i)
                _mm512_store_si512(m_queries[std::size_t(pair + i)].lane[v], words[i]);
        }
    }
}

/// O = 0, sum = 0, maximum = −∞.
ENOGU_AVX512 void HeadAttention::startSoftmax()
{
    std::fill(m_answers.begin(), m_answers.end(), QueryRow{});
    m_sum = {};
    for (auto& lanes : m_maximum.lane)
        store(lanes, _mm512_set1_ps(-kInfinity));
}

template <int Keys>
ENOGU_AVX512 void HeadAttention::scoreTile(std::int64_t firstKey, QueryRow* scores)
{
    __m512 sums[Keys][kVectors] = {};
    multiply(
        {&m_keyRows[std::size_t(firstKey * m_channelPairs)], m_channelPairs, 1, m_channelPairs},
        m_queries.data(), sums);
    ENOGU_UNROLL
    for (int v = 0; v < kVectors; ++v) {
        __m512 maximum = load(m_blockMaximum.lane[v]);
        ENOGU_UNROLL
        for (int k = 0; k < Keys; ++k) {
            maximum = _mm512_max_ps(maximum, sums[k][v]);
            store(scores[k].lane[v], sums[k][v]);
        }
        store(m_blockMaximum.lane[v], maximum);
    }
}

/// S = K Qᵀ, and its maximum over the block's keys.
ENOGU_AVX512 void HeadAttention::score(std::int64_t firstKey, std::int64_t count)
{
    using Tile = void (HeadAttention::*)(std::int64_t, QueryRow*);
    static constexpr Tile kTiles[] = {&HeadAttention::scoreTile<1>, &HeadAttention::scoreTile<2>,
                                      &HeadAttention::scoreTile<3>, &HeadAttention::scoreTile<4>,
                                      &HeadAttention::scoreTile<kTile>};
    for (auto& lanes : m_blockMaximum.lane)
        store(lanes, _mm512_set1_ps(-kInfinity));
    for (std::int64_t k = 0; k < count; k += kTile) {
        const Tile tile = kTiles[std::min<std::int64_t>(kTile, count - k) - 1];
        (this->*tile)(firstKey + k, &m_scores[std::size_t(k)]);
    }
}

/// P = 2^(scale · (S − maximum)) takes the place of S; the sum of P as it was rounded, and by how
/// much what was gathered under the maximum before shrinks.
ENOGU_AVX512 void HeadAttention::weigh(std::int64_t count)
{
    const __m512 scale = _mm512_set1_ps(m_scale);
    const auto ones = __m512bh(_mm512_set1_epi16(0x3f80));
    QueryRow* scores = m_scores.data();
    for (int v = 0; v < kVectors; ++v) {
        const __m512 before = load(m_maximum.lane[v]);
        const __m512 maximum = _mm512_max_ps(before, load(m_blockMaximum.lane[v]));
        const __m512 correction = weight(before, maximum, scale);
        __m512 sum = _mm512_mul_ps(load(m_sum.lane[v]), correction);
        for (std::int64_t k = 0; k < count; k += 2) {
            const __m512 even = weight(load(scores[k].lane[v]), maximum, scale);
            const __m512 odd = k + 1 < count ? weight(load(scores[k + 1].lane[v]), maximum, scale)
                                             : _mm512_setzero_ps();
            const __m512i weights = brainPairs(even, odd);
            sum = _mm512_dpbf16_ps(sum, __m512bh(weights), ones);
            _mm512_store_si512(scores[k / 2].lane[v], weights);
        }
        store(m_sum.lane[v], sum);
        store(m_maximum.lane[v], maximum);
        store(m_correction.lane[v], correction);
    }
}

template <int Channels>
ENOGU_AVX512 void HeadAttention::gatherTile(std::int64_t firstPair, std::int64_t count,
                                            std::int64_t channel)
{
    QueryRow* answers = &m_answers[std::size_t(channel)];
    __m512 sums[Channels][kVectors];
    ENOGU_UNROLL
    for (int c = 0; c < Channels; ++c)
        ENOGU_UNROLL
    for (int v = 0; v < kVectors; ++v)
        sums[c][v] = _mm512_mul_ps(load(answers[c].lane[v]), load(m_correction.lane[v]));
    multiply({&m_valueRows[std::size_t(firstPair * m_channels + channel)], 1, m_channels, count},
             m_scores.data(), sums);
    ENOGU_UNROLL
    for (int c = 0; c < Channels; ++c)
        ENOGU_UNROLL
    for (int v = 0; v < kVectors; ++v)
        store(answers[c].lane[v], sums[c][v]);
}

/// O = correction · O + Vᵀ P.
void HeadAttention::gather(std::int64_t firstKey, std::int64_t count)
{
    using Tile = void (HeadAttention::*)(std::int64_t, std::int64_t, std::int64_t);
    static constexpr Tile kTiles[] = {&HeadAttention::gatherTile<1>, &HeadAttention::gatherTile<2>,
                                      &HeadAttention::gatherTile<3>, &HeadAttention::gatherTile<4>,
                                      &HeadAttention::gatherTile<kTile>};
    for (std::int64_t c = 0; c < m_channels; c += kTile) {
        const Tile tile = kTiles[std::min<std::int64_t>(kTile, m_channels - c) - 1];
        (this->*tile)(firstKey / 2, (count + 1) / 2, c);
    }
}

ENOGU_AVX512 void HeadAttention::writeAnswers(const BrainRows<Brain>& out) const
{
    for (int v = 0; v < kVectors; ++v) {
        const __m512 share = _mm512_div_ps(_mm512_set1_ps(1), load(m_sum.lane[v]));
        for (std::int64_t c = 0; c < m_channels; c += kLanes) {
            __m512i words[kLanes] = {};
            const auto channels = std::min<std::int64_t>(kLanes, m_channels - c);
            for (std::int64_t i = 0; i < channels; ++i)
                words[i] =
                    __m512i(_mm512_mul_ps(load(m_answers[std::size_t(c + i)].lane[v]), share));
            transpose(words);
            const auto rows = std::min<std::int64_t>(kLanes, out.count - v * kLanes);
            for (std::int64_t i = 0; i < rows; ++i)
                storeBrain(out[v * kLanes + i] + c, __m512(words[i]), channels);
        }
    }
}

} // namespace enogu::core

#else

#include <stdexcept>

namespace enogu::core {

bool HeadAttention::isSupported()
{
    return false;
}

HeadAttention::HeadAttention(std::int64_t, std::int64_t, float)
{
    throw std::logic_error("HeadAttention is not built for this CPU.");
}

void HeadAttention::setHead(BrainRows<const Brain>, BrainRows<const Brain>) {}
void HeadAttention::attend(BrainRows<const Brain>, BrainRows<Brain>) {}

} // namespace enogu::core

#endif
