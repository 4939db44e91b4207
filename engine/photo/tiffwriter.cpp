// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/tiffmemory.h"
#include "engine/photo/writers.h"

namespace enogu {
namespace {

[[noreturn]] void fail()
{
    throw Refusal{ErrorCode::BadImage, "cannot be written as TIFF: choose PNG instead."};
}

void describe(TIFF* tiff, const Image& image)
{
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, std::uint32_t(image.width()));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, std::uint32_t(image.height()));
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, image.channelCount());
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, int(image.depth()) * 8);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, 4);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 64);
    if (image.hasAlpha()) {
        const std::uint16_t straight = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &straight);
    }
    if (const auto& icc = image.icc(); icc && !icc->empty())
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, std::uint32_t(icc->size()), icc->data());
}

} // namespace

std::vector<std::uint8_t> writeTiff(const WriteJob& job)
{
    constexpr std::size_t kBigAbove = 2'000'000'000;
    TiffSink sink;
    {
        const Tiff tiff = createTiff(sink, job.image.byteCount() > kBigAbove);
        if (!tiff)
            fail();
        describe(tiff.get(), job.image);
        std::vector<std::uint8_t> row(job.image.bytesPerRow());
        for (int y = 0; y < job.image.height(); ++y) {
            const auto* from = job.image.bytes() + std::size_t(y) * row.size();
            row.assign(from, from + row.size()); // the predictor works in place
            if (TIFFWriteScanline(tiff.get(), row.data(), std::uint32_t(y)) < 0)
                fail();
        }
    }
    return tiffWithMetadata(std::move(sink.bytes), job.metadata);
}

} // namespace enogu
