// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/decoded.h"
#include "engine/photo/writers.h"

#include <memory>

#include <webp/encode.h>
#include <webp/mux.h>

namespace enogu {
namespace {

struct Picture
{
    WebPPicture picture;
    WebPMemoryWriter out;

    Picture()
    {
        WebPPictureInit(&picture);
        WebPMemoryWriterInit(&out);
        picture.writer = WebPMemoryWrite;
        picture.custom_ptr = &out;
    }
    Picture(const Picture&) = delete;
    ~Picture()
    {
        WebPPictureFree(&picture);
        WebPMemoryWriterClear(&out);
    }
};

[[noreturn]] void fail()
{
    throw Refusal{ErrorCode::BadImage, "cannot be written as WebP: choose PNG or TIFF instead."};
}

void importPixels(Picture& target, const Image& image)
{
    const auto pixels = eightBitPixels(image, false);
    target.picture.width = image.width();
    target.picture.height = image.height();
    target.picture.use_argb = 1;
    const int stride = image.width() * image.channelCount();
    const int done = image.hasAlpha()
                         ? WebPPictureImportRGBA(&target.picture, pixels.data(), stride)
                         : WebPPictureImportRGB(&target.picture, pixels.data(), stride);
    if (!done)
        throw std::bad_alloc();
}

void setChunk(WebPMux* mux, const char* name, const void* data, std::size_t size)
{
    const WebPData chunk{static_cast<const std::uint8_t*>(data), size};
    if (size > 0 && WebPMuxSetChunk(mux, name, &chunk, 1) != WEBP_MUX_OK)
        fail();
}

std::vector<std::uint8_t> withBlocks(const WebPMemoryWriter& plain, const WriteJob& job)
{
    const WebPData data{plain.mem, plain.size};
    const std::unique_ptr<WebPMux, void (*)(WebPMux*)> mux(WebPMuxCreate(&data, 0), WebPMuxDelete);
    if (!mux)
        fail();
    if (const auto& icc = job.image.icc())
        setChunk(mux.get(), "ICCP", icc->data(), icc->size());
    setChunk(mux.get(), "EXIF", job.metadata.exif.data(), job.metadata.exif.size());
    setChunk(mux.get(), "XMP ", job.metadata.xmp.data(), job.metadata.xmp.size());
    WebPData whole{};
    if (WebPMuxAssemble(mux.get(), &whole) != WEBP_MUX_OK)
        fail();
    std::vector<std::uint8_t> bytes(whole.bytes, whole.bytes + whole.size);
    WebPDataClear(&whole);
    return bytes;
}

} // namespace

std::vector<std::uint8_t> writeWebp(const WriteJob& job)
{
    if (job.image.width() > WEBP_MAX_DIMENSION || job.image.height() > WEBP_MAX_DIMENSION)
        throw Refusal{ErrorCode::BadImage,
                      "is too large for WebP (16383 pixels a side): choose PNG, TIFF or JPEG."};
    WebPConfig config;
    if (!WebPConfigPreset(&config, WEBP_PRESET_PHOTO, float(job.quality)))
        fail();
    config.lossless = job.quality == 100;
    config.exact = 1; // colours under alpha 0 stay as they are
    config.thread_level = 1;
    Picture target;
    importPixels(target, job.image);
    if (!WebPEncode(&config, &target.picture))
        fail();
    return withBlocks(target.out, job);
}

} // namespace enogu
