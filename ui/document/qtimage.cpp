// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/qtimage.h"

#include "engine/photo/colour.h"

#include <QColorSpace>

#include <cstring>

namespace enogu {
namespace {

/// Nearest 8-bit value of 16-bit samples.
Image with8Bits(const Image& image)
{
    if (image.depth() == Depth::U8)
        return image;
    const std::size_t perRow = image.bytesPerRow() / 2;
    std::vector<std::uint8_t> bytes(image.byteCount() / 2);
    auto out = bytes.begin();
    for (int y = 0; y < image.height(); ++y) {
        const std::uint16_t* row = image.row16(y);
        for (std::size_t i = 0; i < perRow; ++i)
            *out++ = std::uint8_t((row[i] * 255u + 32767u) / 65535u);
    }
    return Image(image.extent(), image.channels(), Depth::U8, std::move(bytes), image.icc());
}

} // namespace

QImage displayImage(const Image& image)
{
    const Image shown = with8Bits(srgbFromPhoto(image));
    auto* owner = new Image(shown);
    return QImage(
        owner->bytes(), owner->width(), owner->height(), qsizetype(owner->bytesPerRow()),
        owner->hasAlpha() ? QImage::Format_RGBA8888 : QImage::Format_RGB888,
        [](void* kept) { delete static_cast<Image*>(kept); }, owner);
}

Image imageFromQt(const QImage& image)
{
    const bool alpha = image.hasAlphaChannel();
    QImage rgb = image;
    if (rgb.colorSpace().isValid() && rgb.colorSpace() != QColorSpace(QColorSpace::SRgb))
        rgb.convertToColorSpace(QColorSpace::SRgb);
    rgb.convertTo(alpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    const std::size_t perRow = std::size_t(rgb.width()) * (alpha ? 4 : 3);
    std::vector<std::uint8_t> bytes(perRow * std::size_t(rgb.height()));
    for (int y = 0; y < rgb.height(); ++y)
        std::memcpy(bytes.data() + std::size_t(y) * perRow, rgb.constScanLine(y), perRow);
    return Image({rgb.width(), rgb.height()}, alpha ? Channels::Rgba : Channels::Rgb, Depth::U8,
                 std::move(bytes));
}

} // namespace enogu
