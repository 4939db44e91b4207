// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/readers.h"

#include <memory>

#include <webp/decode.h>
#include <webp/demux.h>

namespace enogu {
namespace {

[[noreturn]] void fail()
{
    throw Refusal{ErrorCode::BadImage, "is cut off in its header"};
}

template <typename T>
void takeChunk(const WebPDemuxer* demuxer, const char* name, T& to)
{
    WebPChunkIterator chunk;
    if (WebPDemuxGetChunk(demuxer, name, 1, &chunk))
        to.assign(chunk.chunk.bytes, chunk.chunk.bytes + chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
}

/// Decodes what is there of one frame; false when rows are missing.
bool decodeFrame(Bytes data, Decoded& picture, std::size_t offset)
{
    WebPDecoderConfig config;
    WebPInitDecoderConfig(&config);
    config.options.use_threads = 1;
    const bool alpha = picture.layout.channels == Channels::Rgba;
    config.output.colorspace = alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {picture.pixels.data() + offset, int(picture.layout.rowBytes()),
                            picture.pixels.size() - offset};
    const std::unique_ptr<WebPIDecoder, void (*)(WebPIDecoder*)> decoder(
        WebPIDecode(nullptr, 0, &config), WebPIDelete);
    if (!decoder)
        throw std::bad_alloc();
    return WebPIUpdate(decoder.get(), data.data(), data.size()) == VP8_STATUS_OK;
}

/// The first frame's own data: an animation draws it at an offset inside the canvas.
void decodeFirst(const WebPDemuxer* demuxer, Bytes file, Decoded& picture)
{
    const bool animated = WebPDemuxGetI(demuxer, WEBP_FF_FORMAT_FLAGS) & ANIMATION_FLAG;
    if (!animated) {
        picture.incomplete = !decodeFrame(file, picture, 0);
        return;
    }
    WebPIterator frame;
    const bool found = WebPDemuxGetFrame(demuxer, 1, &frame);
    const auto& size = picture.layout.extent;
    const bool inside = found && frame.x_offset >= 0 && frame.y_offset >= 0 &&
                        frame.width <= size.width - frame.x_offset &&
                        frame.height <= size.height - frame.y_offset;
    const auto at = inside ? std::size_t(frame.y_offset) * picture.layout.rowBytes() +
                                 std::size_t(frame.x_offset) * picture.layout.pixelBytes()
                           : 0;
    picture.incomplete =
        !inside || !decodeFrame({frame.fragment.bytes, frame.fragment.size}, picture, at);
    WebPDemuxReleaseIterator(&frame);
}

} // namespace

Decoded readWebp(Bytes file, const Gate& gate)
{
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(file.data(), file.size(), &features) != VP8_STATUS_OK)
        fail();
    WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
    const WebPData data{file.data(), file.size()};
    const std::unique_ptr<WebPDemuxer, void (*)(WebPDemuxer*)> demuxer(
        WebPDemuxPartial(&data, &state), WebPDemuxDelete);
    if (!demuxer)
        fail();
    const Layout layout{{int(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH)),
                         int(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT))},
                        features.has_alpha ? Channels::Rgba : Channels::Rgb,
                        Depth::U8};
    if (layout.extent.width < 1 || layout.extent.height < 1)
        fail();
    gate(layout);
    Decoded picture;
    picture.allocate(layout);
    if (features.has_animation && layout.channels == Channels::Rgba)
        std::fill(picture.pixels.begin(), picture.pixels.end(), std::uint8_t(0));
    decodeFirst(demuxer.get(), file, picture);
    picture.incomplete |= state != WEBP_DEMUX_DONE;
    takeChunk(demuxer.get(), "ICCP", picture.icc);
    takeChunk(demuxer.get(), "EXIF", picture.exif);
    takeChunk(demuxer.get(), "XMP ", picture.xmp);
    if (picture.exif.size() > 6 && picture.exif[0] == 'E') // some writers keep JPEG's "Exif\0\0"
        picture.exif.erase(picture.exif.begin(), picture.exif.begin() + 6);
    return picture;
}

} // namespace enogu
