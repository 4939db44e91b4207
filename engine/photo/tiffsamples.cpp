// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/tiffsamples.h"

#include <algorithm>

namespace enogu {
namespace {

/// A strip or tile: where it lies and how wide its rows are.
struct Block
{
    int x, y, width, height; ///< the part inside the picture
    int stored;              ///< pixels a row in the buffer
    int plane;               ///< 0 unless planar
};

template <typename T>
T straight(std::uint32_t value, std::uint32_t alpha)
{
    constexpr std::uint32_t kTop = T(~T(0));
    if (alpha == 0)
        return 0;
    return T(std::min<std::uint64_t>(kTop, (std::uint64_t(value) * kTop + alpha / 2) / alpha));
}

template <typename T>
class Placer
{
public:
    Placer(const TiffShape& shape, Decoded& picture)
        : m_shape(shape), m_picture(picture), m_channels(int(picture.layout.channels))
    {
    }

    void place(const T* samples, const Block& block) const
    {
        const int stride = m_shape.planar ? 1 : m_shape.samples;
        for (int y = 0; y < block.height; ++y) {
            const T* in =
                samples + std::size_t(y) * std::size_t(block.stored) * std::size_t(stride);
            T* out = reinterpret_cast<T*>(m_picture.row(block.y + y)) + block.x * m_channels;
            for (int x = 0; x < block.width; ++x, in += stride, out += m_channels) {
                if (m_shape.planar)
                    placeOne(block.plane, in[0], out);
                else
                    placeAll(in, out);
            }
        }
    }

    void unpremultiply() const
    {
        T* pixel = reinterpret_cast<T*>(m_picture.pixels.data());
        for (std::size_t i = 0; i < m_shape.extent.pixels(); ++i, pixel += 4) {
            for (int c = 0; c < 3; ++c)
                pixel[c] = straight<T>(pixel[c], pixel[3]);
        }
    }

private:
    void placeOne(int sample, T value, T* out) const
    {
        const int colours = m_shape.colours();
        if (m_shape.photometric == PHOTOMETRIC_MINISWHITE && sample == 0)
            value = T(~value);
        if (sample == colours && m_shape.alpha)
            out[3] = value;
        else if (colours == 1 && sample == 0)
            out[0] = out[1] = out[2] = value;
        else if (sample < colours)
            out[sample] = value;
    }
    void placeAll(const T* in, T* out) const
    {
        const int used = m_shape.colours() + (m_shape.alpha ? 1 : 0);
        for (int s = 0; s < used; ++s)
            placeOne(s, in[s], out);
    }

    const TiffShape& m_shape;
    Decoded& m_picture;
    int m_channels;
};

struct Blocks
{
    bool tiled;
    int width, height; ///< of a whole block
    int across, down, planes;

    Blocks(TIFF* tiff, const TiffShape& shape) : tiled(TIFFIsTiled(tiff))
    {
        std::uint32_t w = std::uint32_t(shape.extent.width);
        std::uint32_t h = std::uint32_t(shape.extent.height);
        TIFFGetFieldDefaulted(tiff, tiled ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP, &h);
        if (tiled)
            TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &w);
        width = int(std::clamp<std::uint32_t>(w, 1, 1u << 30));
        height = int(std::clamp<std::uint32_t>(h, 1, 1u << 30));
        if (!tiled)
            height = std::min(height, shape.extent.height);
        across = (shape.extent.width + width - 1) / width;
        down = int((std::int64_t(shape.extent.height) + height - 1) / height);
        planes = shape.planar ? shape.samples : 1;
    }

    Block at(int index, const Extent& extent) const
    {
        const int plane = index / (across * down);
        const int x = index % across * width;
        const int y = index / across % down * height;
        return {x,     y,    std::min(width, extent.width - x), std::min(height, extent.height - y),
                width, plane};
    }
};

tmsize_t readBlock(TIFF* tiff, const Blocks& blocks, int index, std::vector<std::uint8_t>& buffer)
{
    const auto size = tmsize_t(buffer.size());
    return blocks.tiled ? TIFFReadEncodedTile(tiff, std::uint32_t(index), buffer.data(), size)
                        : TIFFReadEncodedStrip(tiff, std::uint32_t(index), buffer.data(), size);
}

template <typename T>
bool readAll(TIFF* tiff, const TiffShape& shape, Decoded& picture)
{
    const Blocks blocks(tiff, shape);
    const auto size = blocks.tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
    const auto needed = std::int64_t(blocks.width) * blocks.height *
                        (shape.planar ? 1 : shape.samples) * int(sizeof(T));
    const auto largest = std::int64_t(picture.layout.bytes()) * 16 + (64 << 20);
    const auto count = std::int64_t(blocks.across) * blocks.down * blocks.planes;
    if (size < needed || size > largest || count > (1 << 30))
        throw Refusal{ErrorCode::BadImage, "has strips of an impossible size"};
    std::vector<std::uint8_t> buffer(static_cast<std::size_t>(size));
    const Placer<T> placer(shape, picture);
    bool whole = true;
    for (int i = 0; i < int(count); ++i) {
        Block block = blocks.at(i, shape.extent);
        const auto got = readBlock(tiff, blocks, i, buffer);
        const auto rowSize = tmsize_t(needed / blocks.height);
        const int rows = got < 0 ? 0 : int(std::min<tmsize_t>(got / rowSize, block.height));
        whole &= rows == block.height;
        block.height = rows;
        placer.place(reinterpret_cast<const T*>(buffer.data()), block);
    }
    if (shape.premultiplied)
        placer.unpremultiply();
    return whole;
}

} // namespace

int TiffShape::colours() const
{
    switch (photometric) {
    case PHOTOMETRIC_RGB:
    case PHOTOMETRIC_YCBCR:
    case PHOTOMETRIC_CIELAB:
        return 3;
    case PHOTOMETRIC_SEPARATED:
        return 4;
    default:
        return 1;
    }
}

bool TiffShape::isPlain() const
{
    const bool known = photometric == PHOTOMETRIC_RGB || photometric == PHOTOMETRIC_MINISBLACK ||
                       photometric == PHOTOMETRIC_MINISWHITE;
    return known && (bits == 8 || bits == 16) && format == SAMPLEFORMAT_UINT &&
           samples >= colours();
}

bool readTiffSamples(TIFF* tiff, const TiffShape& shape, Decoded& picture)
{
    return shape.bits == 16 ? readAll<std::uint16_t>(tiff, shape, picture)
                            : readAll<std::uint8_t>(tiff, shape, picture);
}

} // namespace enogu
