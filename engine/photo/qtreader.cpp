// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/completeness.h"
#include "engine/photo/readers.h"

#include <cstring>

#include <QBuffer>
#include <QImageReader>

namespace enogu {
namespace {

/// QBuffer prints a warning when a damaged file asks for a place behind its end.
class SilentBuffer : public QBuffer
{
public:
    explicit SilentBuffer(QByteArray* bytes) : QBuffer(bytes) { open(QIODevice::ReadOnly); }

    bool seek(qint64 place) override
    {
        return place >= 0 && place <= size() && QBuffer::seek(place);
    }
};

QByteArray viewOf(Bytes file)
{
    return QByteArray::fromRawData(reinterpret_cast<const char*>(file.data()),
                                   qsizetype(file.size()));
}

/// GIF and BMP, the two formats that Qt reads in full: 8 bits, no profile's bytes.
class QtReader
{
public:
    QtReader(QByteArray bytes, const char* format)
        : m_bytes(std::move(bytes)), m_buffer(&m_bytes), m_reader(&m_buffer, format)
    {
        QImageReader::setAllocationLimit(0); // the gate is the limit
    }

    Layout layout() const
    {
        const QSize size = m_reader.size();
        if (size.isEmpty())
            throw Refusal{ErrorCode::BadImage, "is cut off or damaged in its header"};
        return {{size.width(), size.height()}, Channels::Rgba, Depth::U8};
    }

    Decoded read()
    {
        QImage image = m_reader.read();
        if (image.isNull())
            throw Refusal{ErrorCode::BadImage, "is damaged or cut off"};
        const bool alpha = image.hasAlphaChannel();
        image = std::move(image).convertToFormat(alpha ? QImage::Format_RGBA8888
                                                       : QImage::Format_RGB888);
        if (image.isNull())
            throw std::bad_alloc();
        Decoded picture;
        picture.allocate(
            {{image.width(), image.height()}, alpha ? Channels::Rgba : Channels::Rgb, Depth::U8});
        const auto rowBytes = std::size_t(picture.layout.rowBytes());
        for (int y = 0; y < image.height(); ++y)
            std::memcpy(picture.row(y), image.constScanLine(y), rowBytes);
        return picture;
    }

private:
    QByteArray m_bytes;
    SilentBuffer m_buffer;
    QImageReader m_reader;
};

} // namespace

Decoded readGif(Bytes file, const Gate& gate)
{
    QtReader reader(viewOf(file), "gif");
    gate(reader.layout());
    Decoded picture = reader.read();
    picture.incomplete = !gifIsWhole(file);
    return picture;
}

Decoded readBmp(Bytes file, const Gate& gate)
{
    const auto promised = promisedBmpSize(file);
    const Layout layout = QtReader(viewOf(file), "bmp").layout();
    gate(layout);
    const bool cut = promised > file.size();
    QByteArray bytes = viewOf(file);
    if (cut) // Qt leaves missing rows undefined
        bytes.append(qsizetype(std::min(promised - file.size(), 2 * layout.bytes())), char(0x80));
    Decoded picture = QtReader(bytes, "bmp").read();
    picture.incomplete = cut;
    return picture;
}

} // namespace enogu
