// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/readers.h"

#include <cstring>

#include <QBuffer>
#include <QImageReader>

namespace enogu {
namespace {

QImage readImage(QImageReader& reader)
{
    QImage image = reader.read();
    if (image.isNull())
        throw Refusal{ErrorCode::BadImage, "is a damaged or cut file"};
    return image;
}

/// GIF and BMP, the two formats that Qt reads in full: 8 bits, no ICC bytes of their own.
Decoded readWithQt(Bytes file, const Gate& gate, const char* format)
{
    auto raw =
        QByteArray::fromRawData(reinterpret_cast<const char*>(file.data()), qsizetype(file.size()));
    QBuffer buffer(&raw);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    const QSize size = reader.size();
    if (size.isEmpty())
        throw Refusal{ErrorCode::BadImage, "is cut off in its header"};
    gate({{size.width(), size.height()}, Channels::Rgba, Depth::U8});
    QImage image = readImage(reader);
    const bool alpha = image.hasAlphaChannel();
    image =
        std::move(image).convertToFormat(alpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    if (image.isNull())
        throw std::bad_alloc();
    Decoded picture;
    picture.allocate(
        {{image.width(), image.height()}, alpha ? Channels::Rgba : Channels::Rgb, Depth::U8});
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(picture.row(y), image.constScanLine(y), std::size_t(picture.layout.rowBytes()));
    return picture;
}

} // namespace

Decoded readGif(Bytes file, const Gate& gate)
{
    return readWithQt(file, gate, "gif");
}

Decoded readBmp(Bytes file, const Gate& gate)
{
    return readWithQt(file, gate, "bmp");
}

} // namespace enogu
