// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/metadata.h"
#include "engine/photo/readers.h"
#include "engine/photo/tiffsamples.h"

#include <algorithm>

namespace enogu {
namespace {

template <typename T>
T field(TIFF* tiff, std::uint32_t tag, T otherwise)
{
    T value = otherwise;
    TIFFGetFieldDefaulted(tiff, tag, &value);
    return value;
}

TiffShape shapeOf(TIFF* tiff)
{
    TiffShape shape;
    shape.extent = {int(field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0)),
                    int(field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0))};
    shape.samples = field<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    shape.bits = field<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    shape.photometric = field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    shape.planar = field<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG, 1) == PLANARCONFIG_SEPARATE;
    shape.format = field<std::uint16_t>(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    std::uint16_t extras = 0;
    std::uint16_t* kinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
    const int colours = shape.colours();
    shape.alpha = extras > 0 && kinds && shape.samples > colours &&
                  (kinds[0] == EXTRASAMPLE_UNASSALPHA || kinds[0] == EXTRASAMPLE_ASSOCALPHA);
    shape.premultiplied = shape.alpha && kinds[0] == EXTRASAMPLE_ASSOCALPHA;
    return shape;
}

void takeBlocks(TIFF* tiff, Bytes file, Decoded& picture)
{
    std::uint32_t size = 0;
    std::uint8_t* data = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &size, &data) && data)
        picture.icc.assign(data, data + size);
    picture.orientation = std::clamp(int(field<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1)), 1, 8);
    auto blocks = metadataOfTiff(file.data(), file.size());
    picture.exif = std::move(blocks.exif);
    picture.xmp = std::move(blocks.xmp);
}

/// Palettes, YCbCr, Lab, CMYK, 1 to 4 bits: libtiff's own conversion to 8-bit RGBA.
void readConverted(TIFF* tiff, Decoded& picture)
{
    const auto [w, h] = picture.layout.extent;
    std::vector<std::uint32_t> rgba(picture.layout.extent.pixels(), 0xFF808080u);
    const int whole = TIFFReadRGBAImageOriented(tiff, std::uint32_t(w), std::uint32_t(h),
                                                rgba.data(), ORIENTATION_TOPLEFT, 0);
    picture.incomplete = !whole;
    picture.orientation = 1; // the call above turned it already
    auto* out = picture.pixels.data();
    for (const auto pixel : rgba) {
        *out++ = std::uint8_t(TIFFGetR(pixel));
        *out++ = std::uint8_t(TIFFGetG(pixel));
        *out++ = std::uint8_t(TIFFGetB(pixel));
    }
}

bool canConvert(TIFF* tiff)
{
    char why[1024];
    return TIFFRGBAImageOK(tiff, why);
}

} // namespace

Decoded readTiff(Bytes file, const Gate& gate)
{
    const Tiff tiff = openTiff(file);
    if (!tiff)
        throw Refusal{ErrorCode::BadImage, "is cut off in its header"};
    const TiffShape shape = shapeOf(tiff.get());
    if (shape.extent.width < 1 || shape.extent.height < 1)
        throw Refusal{ErrorCode::BadImage, "has a TIFF header without a size"};
    const bool own = shape.isPlain();
    if (!own && !canConvert(tiff.get()))
        throw Refusal{ErrorCode::UnsupportedFormat, "is a kind of TIFF file that cannot be read"};
    const Layout layout{shape.extent, own && shape.alpha ? Channels::Rgba : Channels::Rgb,
                        own && shape.bits == 16 ? Depth::U16 : Depth::U8};
    gate(layout);
    Decoded picture;
    picture.allocate(layout);
    takeBlocks(tiff.get(), file, picture);
    if (own) {
        picture.incomplete = !readTiffSamples(tiff.get(), shape, picture);
    } else {
        readConverted(tiff.get(), picture);
        if (shape.colours() == 4)
            picture.icc.clear(); // an ink profile does not fit the RGB that libtiff made
    }
    return picture;
}

} // namespace enogu
