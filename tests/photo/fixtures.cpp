// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/photo/fixtures.h"

#include "engine/photo/writers.h"
#include "tests/photo/pictures.h"

#include <QBuffer>
#include <QImage>
#include <QtEndian>

#include <cstdio>
#include <memory>

#include <jpeglib.h>
#include <libheif/heif.h>

/// x265, which only these fixtures use, never frees two of its blocks.
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libx265";
}

namespace enogu::testing {
namespace {

constexpr Extent kSize{120, 90};

QByteArray bytesOf(const std::vector<std::uint8_t>& bytes)
{
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
}

QByteArray big32(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

quint32 checksum(const QByteArray& bytes)
{
    quint32 crc = 0xFFFFFFFFu;
    for (const char c : bytes) {
        crc ^= quint8(c);
        for (int i = 0; i < 8; ++i)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

QByteArray bmpFile(const Image& image)
{
    const QImage view(image.bytes(), image.width(), image.height(), qsizetype(image.bytesPerRow()),
                      QImage::Format_RGB888);
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    view.save(&out, "BMP");
    return out.data();
}

/// Nine-bit codes with a clear code every 250 pixels: GIF without compression.
QByteArray gifFile()
{
    QByteArray file("GIF89a");
    const auto small = [&](int v) { file.append(char(v & 255)).append(char(v >> 8)); };
    small(kSize.width);
    small(kSize.height);
    file.append("\xF7\0\0", 3);
    for (int i = 0; i < 256; ++i)
        file.append(char(i)).append(char(255 - i)).append(char(i / 2));
    file.append("\x2C\0\0\0\0", 5);
    small(kSize.width);
    small(kSize.height);
    file.append("\0\x08", 2);
    QByteArray packed;
    quint32 pending = 0;
    int have = 0;
    const auto put = [&](quint32 code) {
        pending |= code << have;
        for (have += 9; have >= 8; have -= 8, pending >>= 8)
            packed.append(char(pending & 255));
    };
    for (int i = 0; i < kSize.width * kSize.height; ++i) {
        if (i % 250 == 0)
            put(256);
        put(quint32(i % kSize.width));
    }
    put(257);
    packed.append(char(pending & 255));
    for (qsizetype at = 0; at < packed.size(); at += 255) {
        const auto part = packed.mid(at, 255);
        file.append(char(part.size())).append(part);
    }
    return file.append("\0\x3B", 2);
}

heif_error collect(heif_context*, const void* data, std::size_t size, void* to)
{
    static_cast<QByteArray*>(to)->append(static_cast<const char*>(data), qsizetype(size));
    return {heif_error_Ok, heif_suberror_Unspecified, "ok"};
}

QByteArray heifFile(const Image& image, heif_compression_format format)
{
    const std::unique_ptr<heif_context, void (*)(heif_context*)> context(heif_context_alloc(),
                                                                         heif_context_free);
    heif_encoder* encoder = nullptr;
    if (heif_context_get_encoder_for_format(context.get(), format, &encoder).code != heif_error_Ok)
        return {};
    heif_encoder_set_lossy_quality(encoder, 95);
    heif_image* picture = nullptr;
    heif_image_create(image.width(), image.height(), heif_colorspace_RGB,
                      heif_chroma_interleaved_RGB, &picture);
    heif_image_add_plane(picture, heif_channel_interleaved, image.width(), image.height(), 8);
    int stride = 0;
    auto* plane = heif_image_get_plane(picture, heif_channel_interleaved, &stride);
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(plane + y * stride, image.row8(y), image.bytesPerRow());
    const auto encoded =
        heif_context_encode_image(context.get(), picture, encoder, nullptr, nullptr);
    QByteArray file;
    heif_writer writer{1, collect};
    if (encoded.code == heif_error_Ok)
        heif_context_write(context.get(), &writer, &file);
    heif_image_release(picture);
    heif_encoder_release(encoder);
    return file;
}

QByteArray interlacedPng()
{
    QByteArray lines;
    const int starts[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                              {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    for (const auto& [x0, y0, dx, dy] : starts) {
        for (int y = y0; y < kSize.height; y += dy) {
            lines.append('\0');
            for (int x = x0; x < kSize.width; x += dx)
                lines.append(char(x * 2)).append(char(y * 2)).append(char((x * 7 + y * 13) & 255));
        }
    }
    return pngFile({kSize.width, kSize.height, 8, 2, 1}, lines);
}

} // namespace

const QStringList& sampleFormats()
{
    static const QStringList names{
        QStringLiteral("jpeg"), QStringLiteral("png"),  QStringLiteral("interlaced png"),
        QStringLiteral("webp"), QStringLiteral("tiff"), QStringLiteral("bmp"),
        QStringLiteral("gif"),  QStringLiteral("heic"), QStringLiteral("avif")};
    return names;
}

QByteArray sampleFile(const QString& format)
{
    const Image image = drawnImage(kSize, Channels::Rgb, Depth::U8);
    const WriteJob job{image, {}, 90, {}};
    if (format == QStringLiteral("jpeg"))
        return bytesOf(writeJpeg(job));
    if (format == QStringLiteral("png"))
        return bytesOf(writePng(job));
    if (format == QStringLiteral("interlaced png"))
        return interlacedPng();
    if (format == QStringLiteral("webp"))
        return bytesOf(writeWebp(job));
    if (format == QStringLiteral("tiff"))
        return bytesOf(writeTiff(job));
    if (format == QStringLiteral("bmp"))
        return bmpFile(image);
    if (format == QStringLiteral("gif"))
        return gifFile();
    return heifFile(image, format == QStringLiteral("avif") ? heif_compression_AV1
                                                            : heif_compression_HEVC);
}

QByteArray pngChunk(const char* type, const QByteArray& data)
{
    const QByteArray body = QByteArray(type) + data;
    return big32(quint32(data.size())) + body + big32(checksum(body));
}

QByteArray pngFile(const PngHeader& header, const QByteArray& scanlines, const QByteArray& extra)
{
    QByteArray ihdr = big32(quint32(header.width)) + big32(quint32(header.height));
    ihdr.append(char(header.bits)).append(char(header.colourType)).append("\0\0", 2);
    ihdr.append(char(header.interlace));
    return QByteArray("\x89PNG\r\n\x1A\n", 8) + pngChunk("IHDR", ihdr) + extra +
           pngChunk("IDAT", qCompress(scanlines).mid(4)) + pngChunk("IEND", {});
}

QByteArray inkJpeg(int cyan, int magenta, int yellow, int black)
{
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* out = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &out, &size);
    info.image_width = info.image_height = 16;
    info.input_components = 4;
    info.in_color_space = JCS_CMYK;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 100, TRUE);
    jpeg_start_compress(&info, TRUE);
    QByteArray row;
    for (int x = 0; x < 16; ++x)
        row.append(char(255 - cyan))
            .append(char(255 - magenta))
            .append(char(255 - yellow))
            .append(char(255 - black));
    auto* line = reinterpret_cast<JSAMPROW>(row.data());
    while (info.next_scanline < 16)
        jpeg_write_scanlines(&info, &line, 1);
    jpeg_finish_compress(&info);
    const QByteArray file(reinterpret_cast<const char*>(out), qsizetype(size));
    jpeg_destroy_compress(&info);
    std::free(out);
    return file;
}

} // namespace enogu::testing
