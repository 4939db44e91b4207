// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/tensors.h"

#include "engine/nn/parallel.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace enogu {

namespace {

constexpr float kHalf8 = 127.5F;
constexpr float kHalf16 = 32767.5F;
constexpr std::int64_t kRowsAtOnce = 16;

template <typename Sample>
void readRow(const Sample* row, int channels, float* const planes[3], std::int64_t width)
{
    const float half = sizeof(Sample) == 1 ? kHalf8 : kHalf16;
    for (std::int64_t x = 0; x < width; ++x) {
        for (int c = 0; c < 3; ++c)
            planes[c][x] = float(row[x * channels + c]) / half - 1.0F;
    }
}

template <typename Sample>
void writeRow(const float* const planes[3], Sample* row, int channels, std::int64_t width)
{
    const float half = sizeof(Sample) == 1 ? kHalf8 : kHalf16;
    for (std::int64_t x = 0; x < width; ++x) {
        for (int c = 0; c < 3; ++c) {
            const float y = std::clamp(planes[c][x], -1.0F, 1.0F);
            row[x * channels + c] = Sample(std::nearbyint((y + 1.0F) * half));
        }
    }
}

template <typename Sample>
const Sample* rowOf(const Image& image, std::int64_t y)
{
    return reinterpret_cast<const Sample*>(image.bytes() + std::size_t(y) * image.bytesPerRow());
}

/// The levels of y, interleaved; `alpha` (null for RGB) gives the fourth channel.
template <typename Sample>
std::vector<std::uint8_t> levelsOf(const at::Tensor& y, const Image* alpha)
{
    const std::int64_t width = y.size(3);
    const std::int64_t height = y.size(2);
    const int channels = alpha ? 4 : 3;
    const auto perRow = std::size_t(width) * std::size_t(channels);
    std::vector<std::uint8_t> bytes(perRow * std::size_t(height) * sizeof(Sample));
    auto* samples = reinterpret_cast<Sample*>(bytes.data());
    const float* values = y.const_data_ptr<float>();
    core::sharedOut(0, height, kRowsAtOnce, [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t row = from; row < to; ++row) {
            const float* first = values + row * width;
            const float* const planes[3] = {first, first + width * height,
                                            first + 2 * width * height};
            Sample* out = samples + std::size_t(row) * perRow;
            writeRow(planes, out, channels, width);
            for (std::int64_t x = 0; alpha && x < width; ++x)
                out[x * 4 + 3] = rowOf<Sample>(*alpha, row)[x * 4 + 3];
        }
    });
    return bytes;
}

std::vector<std::uint8_t> levelsOf(const at::Tensor& y, Depth depth, const Image* alpha)
{
    const at::Tensor values = y.contiguous();
    return depth == Depth::U8 ? levelsOf<std::uint8_t>(values, alpha)
                              : levelsOf<std::uint16_t>(values, alpha);
}

} // namespace

at::Tensor tensorFromImage(const Image& image)
{
    const std::int64_t width = image.width();
    const std::int64_t height = image.height();
    at::Tensor x = at::empty({1, 3, height, width}, at::kFloat);
    float* values = x.mutable_data_ptr<float>();
    core::sharedOut(0, height, kRowsAtOnce, [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t row = from; row < to; ++row) {
            float* first = values + row * width;
            float* const planes[3] = {first, first + width * height, first + 2 * width * height};
            if (image.depth() == Depth::U8)
                readRow(rowOf<std::uint8_t>(image, row), image.channelCount(), planes, width);
            else
                readRow(rowOf<std::uint16_t>(image, row), image.channelCount(), planes, width);
        }
    });
    return x;
}

Image imageFromTensor(const at::Tensor& y, const Image& like)
{
    return Image(like.extent(), like.channels(), like.depth(),
                 levelsOf(y, like.depth(), like.hasAlpha() ? &like : nullptr), like.icc());
}

Image rgbFromTensor(const at::Tensor& y, Depth depth)
{
    return Image({int(y.size(3)), int(y.size(2))}, Channels::Rgb, depth,
                 levelsOf(y, depth, nullptr));
}

} // namespace enogu
