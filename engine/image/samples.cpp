// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/samples.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <exception>
#include <limits>
#include <mutex>

namespace enogu {

namespace {

constexpr int kBandRows = 32;
constexpr int kBandsPerGroup = 16;

template <typename Sample>
void copyColours(const Image& image, int from, int to, float* rgb)
{
    const float scale = 1.0F / float(std::numeric_limits<Sample>::max());
    const int channels = image.channelCount();
    const auto* source =
        reinterpret_cast<const Sample*>(image.bytes() + std::size_t(from) * image.bytesPerRow());
    const auto count = std::size_t(to - from) * std::size_t(image.width());
    for (std::size_t i = 0; i < count; ++i, source += channels, rgb += 3)
        for (int c = 0; c < 3; ++c)
            rgb[c] = float(source[c]) * scale;
}

template <typename Sample>
void storeColours(const Image& like, int from, int to, const float* rgb, std::uint8_t* bytes)
{
    const float top = float(std::numeric_limits<Sample>::max());
    const int channels = like.channelCount();
    const auto offset = std::size_t(from) * like.bytesPerRow();
    const auto* source = reinterpret_cast<const Sample*>(like.bytes() + offset);
    auto* target = reinterpret_cast<Sample*>(bytes + offset);
    const auto count = std::size_t(to - from) * std::size_t(like.width());
    for (std::size_t i = 0; i < count; ++i, source += channels, target += channels, rgb += 3) {
        for (int c = 0; c < 3; ++c)
            target[c] = Sample(std::clamp(rgb[c], 0.0F, 1.0F) * top + 0.5F);
        if (channels == 4)
            target[3] = source[3];
    }
}

/// Runs body(band) for every band of the group; the first exception is thrown again here.
void runBands(const cv::Range& group, const std::function<void(int)>& body)
{
    std::exception_ptr failure;
    std::mutex mutex;
    cv::parallel_for_(group, [&](const cv::Range& range) {
        try {
            for (int band = range.start; band < range.end; ++band)
                body(band);
        } catch (...) {
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
        }
    });
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace

void readRgb(const Image& image, int from, int to, float* rgb)
{
    if (image.depth() == Depth::U8)
        copyColours<std::uint8_t>(image, from, to, rgb);
    else
        copyColours<std::uint16_t>(image, from, to, rgb);
}

Image filledLike(const Image& like, const std::function<void(int, int, float*)>& fillRows,
                 const std::function<void()>& checkpoint)
{
    std::vector<std::uint8_t> bytes(like.byteCount());
    const auto fillBand = [&](int band) {
        const int from = band * kBandRows;
        const int to = std::min(from + kBandRows, like.height());
        std::vector<float> rgb(std::size_t(to - from) * std::size_t(like.width()) * 3);
        fillRows(from, to, rgb.data());
        if (like.depth() == Depth::U8)
            storeColours<std::uint8_t>(like, from, to, rgb.data(), bytes.data());
        else
            storeColours<std::uint16_t>(like, from, to, rgb.data(), bytes.data());
    };
    const int bands = (like.height() + kBandRows - 1) / kBandRows;
    for (int first = 0; first < bands; first += kBandsPerGroup) {
        if (checkpoint)
            checkpoint();
        runBands({first, std::min(first + kBandsPerGroup, bands)}, fillBand);
    }
    return {like.extent(), like.channels(), like.depth(), std::move(bytes), like.icc()};
}

} // namespace enogu
