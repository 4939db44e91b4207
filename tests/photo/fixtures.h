// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace enogu::testing {

/// Names for sampleFile(): "jpeg", "png", "interlaced png", "webp", "tiff", "bmp", "gif", "heic",
/// "avif".
const QStringList& sampleFormats();

/// A small photo of that format as file bytes; empty when this machine's libheif cannot write it.
QByteArray sampleFile(const QString& format);

struct PngHeader
{
    int width, height, bits, colourType;
    int interlace = 0;
};

/// A PNG file made by hand. `scanlines`: unfiltered, each led by its filter byte 0. `extra`: whole
/// chunks between header and data.
QByteArray pngFile(const PngHeader& header, const QByteArray& scanlines,
                   const QByteArray& extra = {});
QByteArray pngChunk(const char* type, const QByteArray& data);

/// A JPEG of four inks, stored inverted as Adobe does: one colour all over, 255 = full ink.
QByteArray inkJpeg(int cyan, int magenta, int yellow, int black);

} // namespace enogu::testing
