// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/writers.h"

namespace enogu {
namespace {

template <typename T>
void convertRow(const T* in, std::uint8_t* out, const Image& image, bool flatten)
{
    constexpr std::uint64_t kTop = T(~T(0));
    const int channels = image.channelCount();
    const bool lay = flatten && image.hasAlpha();
    for (int x = 0; x < image.width(); ++x, in += channels) {
        const std::uint64_t alpha = lay ? in[3] : kTop;
        for (int c = 0; c < (lay ? 3 : channels); ++c) {
            const auto value = c == 3 ? in[3] * kTop : in[c] * alpha + kTop * (kTop - alpha);
            *out++ = std::uint8_t((value * 255 + kTop * kTop / 2) / (kTop * kTop));
        }
    }
}

} // namespace

std::vector<std::uint8_t> eightBitPixels(const Image& image, bool flatten)
{
    const int channels = flatten ? 3 : image.channelCount();
    const auto rowBytes = std::size_t(image.width()) * std::size_t(channels);
    std::vector<std::uint8_t> pixels(rowBytes * std::size_t(image.height()));
    for (int y = 0; y < image.height(); ++y) {
        auto* out = pixels.data() + std::size_t(y) * rowBytes;
        if (image.depth() == Depth::U8)
            convertRow(image.row8(y), out, image, flatten);
        else
            convertRow(image.row16(y), out, image, flatten);
    }
    return pixels;
}

} // namespace enogu
