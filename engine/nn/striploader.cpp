// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/striploader.h"

#include "engine/nn/parallel.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace enogu::core {

namespace {

/// Where one side of a map lies in the side of the whole picture's map.
struct Span
{
    std::int64_t offset, stored, whole;
};

Span spanOf(std::int64_t stored, std::int64_t offset, std::int64_t whole, std::int64_t input)
{
    if (whole == 0)
        return {0, stored, stored};
    return {offset * stored / input, stored, whole * stored / input};
}

double sourceOf(std::int64_t i, Resample resample, const Span& span)
{
    switch (resample) {
    case Resample::UpHalfPixel:
        return std::max(0.0, (double(i) + 0.5) / 2 - 0.5);
    case Resample::UpCorners: {
        const double step = double(span.whole - 1) / double(2 * span.whole - 1);
        return std::max(0.0, double(i + 2 * span.offset) * step - double(span.offset));
    }
    case Resample::Half:
        return double(2 * i) + 0.5;
    default:
        return double(i) / 2;
    }
}

std::vector<Tap> tapsOf(std::int64_t seen, Resample resample, const Span& span)
{
    std::vector<Tap> taps(std::size_t(seen), Tap{});
    for (std::int64_t i = 0; i < seen; ++i) {
        const double source = sourceOf(i, resample, span);
        const auto first = std::min(std::int64_t(std::floor(source)), span.stored - 1);
        taps[std::size_t(i)] = {first, std::min(first + 1, span.stored - 1),
                                float(source - double(first))};
    }
    return taps;
}

bool blends(Resample resample)
{
    return resample != Resample::None && resample != Resample::Shuffle;
}

template <typename Row>
const Row* typed(const void* row)
{
    return static_cast<const Row*>(row);
}

} // namespace

std::int64_t reflected(std::int64_t i, std::int64_t side)
{
    if (i < 0)
        i = -i;
    if (i >= side)
        i = 2 * (side - 1) - i;
    return std::clamp<std::int64_t>(i, 0, side - 1);
}

/// One thread's rows: the two stored rows last transformed, and what is made of them.
struct StripLoader::Scratch
{
    std::int64_t index[2] = {-1, -1};
    std::vector<float> stored[2];
    std::vector<float> blend, sum, added;
};

StripLoader::StripLoader(const Run& run, const Map& map, const Padding& padding)
    : m_map(map),
      m_padding(padding),
      m_rowKernels(run.usesRowKernels()),
      m_width(map.seenWidth()),
      m_height(map.seenHeight()),
      m_channels(map.seenChannels())
{
    if (blends(map.resample)) {
        const Window& w = run.window;
        m_columns = tapsOf(m_width, map.resample, spanOf(map.width, w.x, w.width, run.width()));
        m_rows = tapsOf(m_height, map.resample, spanOf(map.height, w.y, w.height, run.height()));
    }
    if (map.addend)
        m_addend = std::make_unique<StripLoader>(run, *map.addend, Padding{});
}

void StripLoader::load(std::int64_t first, const at::Tensor& out) const
{
    if (!m_rowKernels)
        loadByOperations(first, out);
    else if (out.scalar_type() == at::kFloat)
        loadRows(first, out.size(0), out.mutable_data_ptr<float>());
    else
        loadRows(first, out.size(0), static_cast<Brain*>(out.mutable_data_ptr()));
}

std::int64_t StripLoader::lowestSeenRow(std::int64_t first) const
{
    return std::max<std::int64_t>(0, std::min(first, m_height - 1 - m_padding.bottom));
}

std::int64_t StripLoader::lowestStoredRow(std::int64_t first) const
{
    const std::int64_t lowest = lowestSeenRow(first);
    if (!m_rows.empty())
        return m_rows[std::size_t(lowest)].first;
    return m_map.resample == Resample::Shuffle ? lowest / 2 : lowest;
}

template <typename Out>
void StripLoader::loadRows(std::int64_t first, std::int64_t rows, Out* out) const
{
    const std::int64_t values = (m_width + m_padding.left + m_padding.right) * m_channels;
    const std::int64_t grain =
        std::max<std::int64_t>(1, (rows + at::get_num_threads() - 1) / at::get_num_threads());
    sharedOut(0, rows, grain, [&](std::int64_t begin, std::int64_t end) {
        Scratch scratch;
        for (std::int64_t r = begin; r < end; ++r)
            paddedRow(first + r, out + r * values, scratch);
    });
}

template <typename Out>
void StripLoader::paddedRow(std::int64_t seenRow, Out* out, Scratch& scratch) const
{
    const std::int64_t values = (m_width + m_padding.left + m_padding.right) * m_channels;
    const bool zero = m_padding.kind == Padding::Kind::Zero;
    if (zero && (seenRow < 0 || seenRow >= m_height)) {
        std::memset(out, 0, std::size_t(values) * sizeof(Out));
        return;
    }
    Out* inner = out + m_padding.left * m_channels;
    seenRowInto(reflected(seenRow, m_height), inner, scratch);
    const auto pixel = std::size_t(m_channels) * sizeof(Out);
    const auto border = [&](std::int64_t x) {
        Out* to = inner + x * m_channels;
        if (zero)
            std::memset(to, 0, pixel);
        else
            std::memcpy(to, inner + reflected(x, m_width) * m_channels, pixel);
    };
    for (std::int64_t x = -m_padding.left; x < 0; ++x)
        border(x);
    for (std::int64_t x = m_width; x < m_width + m_padding.right; ++x)
        border(x);
}

template <typename Out>
void StripLoader::seenRowInto(std::int64_t y, Out* out, Scratch& scratch) const
{
    if (!m_addend) {
        resampledRow(y, out, scratch);
        return;
    }
    const auto count = std::size_t(m_width * m_channels);
    scratch.sum.resize(count);
    scratch.added.resize(count);
    resampledRow(y, scratch.sum.data(), scratch);
    m_addend->storedRow(y, scratch.added.data());
    addRows(scratch.sum.data(), scratch.added.data(), out, std::int64_t(count));
}

template <typename Out>
void StripLoader::resampledRow(std::int64_t y, Out* out, Scratch& scratch) const
{
    if (m_map.resample == Resample::None)
        storedRow(y, out);
    else if (m_map.resample == Resample::Shuffle)
        shuffledRow(y, out);
    else
        blendColumns(blended(y, scratch), m_columns.data(), out, m_width, m_channels);
}

const float* StripLoader::blended(std::int64_t y, Scratch& scratch) const
{
    const Tap& tap = m_rows[std::size_t(y)];
    const std::int64_t count = m_map.width * m_map.channels;
    for (const std::int64_t source : {tap.first, tap.second}) {
        const auto slot = std::size_t(source % 2);
        if (scratch.index[slot] == source)
            continue;
        scratch.stored[slot].resize(std::size_t(count));
        storedRow(source, scratch.stored[slot].data());
        scratch.index[slot] = source;
    }
    scratch.blend.resize(std::size_t(count));
    blendRows(scratch.stored[std::size_t(tap.first % 2)].data(),
              scratch.stored[std::size_t(tap.second % 2)].data(), tap.weight, scratch.blend.data(),
              count);
    return scratch.blend.data();
}

PixelTransform StripLoader::transform() const
{
    const bool scales = !m_map.scale.empty();
    return {scales ? m_map.scale.data() : nullptr, scales ? m_map.shift.data() : nullptr,
            m_map.slope, m_map.channels};
}

template <typename Out>
void StripLoader::storedRow(std::int64_t y, Out* out) const
{
    const void* row = m_map.row(y);
    if (m_map.dtype() == at::kFloat)
        transformRow(typed<float>(row), out, m_map.width, transform());
    else
        transformRow(typed<Brain>(row), out, m_map.width, transform());
}

template <typename Out>
void StripLoader::shuffledRow(std::int64_t y, Out* out) const
{
    const std::int64_t pair = 2 * m_channels;
    const PixelTransform plain{nullptr, nullptr, m_map.slope, pair};
    const std::int64_t at = (y % 2) * pair;
    for (std::int64_t x = 0; x < m_map.width; ++x) {
        const std::int64_t from = x * m_map.channels + at;
        const void* row = m_map.row(y / 2);
        if (m_map.dtype() == at::kFloat)
            transformRow(typed<float>(row) + from, out + x * pair, 1, plain);
        else
            transformRow(typed<Brain>(row) + from, out + x * pair, 1, plain);
    }
}

} // namespace enogu::core
