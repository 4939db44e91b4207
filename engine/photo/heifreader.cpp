// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/readers.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <libheif/heif.h>

namespace enogu {
namespace {

using Context = std::unique_ptr<heif_context, void (*)(heif_context*)>;
using Handle = std::unique_ptr<heif_image_handle, void (*)(const heif_image_handle*)>;
using Picture = std::unique_ptr<heif_image, void (*)(const heif_image*)>;

void check(const heif_error& error, const char* why)
{
    if (error.code == heif_error_Memory_allocation_error)
        throw Refusal{ErrorCode::OutOfMemory, "does not fit in memory"};
    if (error.code != heif_error_Ok)
        throw Refusal{ErrorCode::BadImage, why};
}

void takeProfile(const heif_image_handle* handle, Decoded& picture)
{
    const auto kind = heif_image_handle_get_color_profile_type(handle);
    if (kind != heif_color_profile_type_prof && kind != heif_color_profile_type_rICC)
        return;
    picture.icc.resize(heif_image_handle_get_raw_color_profile_size(handle));
    if (heif_image_handle_get_raw_color_profile(handle, picture.icc.data()).code != heif_error_Ok)
        picture.icc.clear();
}

std::vector<std::uint8_t> block(const heif_image_handle* handle, heif_item_id id)
{
    std::vector<std::uint8_t> bytes(heif_image_handle_get_metadata_size(handle, id));
    if (bytes.empty() ||
        heif_image_handle_get_metadata(handle, id, bytes.data()).code != heif_error_Ok)
        return {};
    return bytes;
}

/// The Exif item starts with the big-endian offset of its TIFF stream.
std::vector<std::uint8_t> withoutOffset(std::vector<std::uint8_t> item)
{
    if (item.size() < 8)
        return {};
    const auto offset = (std::size_t(item[0]) << 24 | std::size_t(item[1]) << 16 |
                         std::size_t(item[2]) << 8 | item[3]) +
                        4;
    if (offset >= item.size())
        return {};
    item.erase(item.begin(), item.begin() + std::ptrdiff_t(offset));
    return item;
}

void takeBlocks(const heif_image_handle* handle, Decoded& picture)
{
    heif_item_id ids[16];
    const int count = heif_image_handle_get_list_of_metadata_block_IDs(handle, nullptr, ids, 16);
    for (int i = 0; i < count; ++i) {
        const char* type = heif_image_handle_get_metadata_type(handle, ids[i]);
        const char* content = heif_image_handle_get_metadata_content_type(handle, ids[i]);
        if (type && !std::strcmp(type, "Exif")) {
            picture.exif = withoutOffset(block(handle, ids[i]));
        } else if (content && !std::strcmp(content, "application/rdf+xml")) {
            const auto xmp = block(handle, ids[i]);
            picture.xmp.assign(xmp.begin(), xmp.end());
        }
    }
}

heif_chroma chromaFor(const Layout& layout)
{
    const bool alpha = layout.channels == Channels::Rgba;
    if (layout.depth == Depth::U8)
        return alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
    return alpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE;
}

/// 10 or 12 bits to 16, so that the highest level stays the highest.
void widen(const std::uint8_t* in, std::uint16_t* out, std::size_t samples, unsigned bits)
{
    const std::uint32_t top = (1u << bits) - 1;
    for (std::size_t i = 0; i < samples; ++i) {
        const std::uint32_t value = std::uint32_t(in[2 * i]) | std::uint32_t(in[2 * i + 1]) << 8;
        out[i] = std::uint16_t((std::min(value, top) * 65535u + top / 2) / top);
    }
}

void takePixels(const heif_image* image, Decoded& picture)
{
    int stride = 0;
    const auto* plane = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    const auto& layout = picture.layout;
    if (!plane || stride < 0 || std::uint64_t(stride) < layout.rowBytes() ||
        heif_image_get_width(image, heif_channel_interleaved) < layout.extent.width ||
        heif_image_get_height(image, heif_channel_interleaved) < layout.extent.height)
        throw Refusal{ErrorCode::BadImage, "does not hold the picture its header promises"};
    const int bits = heif_image_get_bits_per_pixel_range(image, heif_channel_interleaved);
    for (int y = 0; y < layout.extent.height; ++y) {
        const auto* in = plane + std::size_t(y) * std::size_t(stride);
        if (layout.depth == Depth::U8)
            std::memcpy(picture.row(y), in, std::size_t(layout.rowBytes()));
        else
            widen(in, reinterpret_cast<std::uint16_t*>(picture.row(y)),
                  std::size_t(layout.rowBytes() / 2), unsigned(std::clamp(bits, 9, 16)));
    }
}

} // namespace

Decoded readHeif(Bytes file, const Gate& gate)
{
    const Context context(heif_context_alloc(), heif_context_free);
    check(heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(),
                                                     nullptr),
          "is cut off or damaged in its header");
    heif_image_handle* primary = nullptr;
    check(heif_context_get_primary_image_handle(context.get(), &primary), "holds no picture");
    const Handle handle(primary, heif_image_handle_release);
    const Layout layout{
        {heif_image_handle_get_width(primary), heif_image_handle_get_height(primary)},
        heif_image_handle_has_alpha_channel(primary) ? Channels::Rgba : Channels::Rgb,
        heif_image_handle_get_luma_bits_per_pixel(primary) > 8 ? Depth::U16 : Depth::U8};
    if (layout.extent.width < 1 || layout.extent.height < 1)
        throw Refusal{ErrorCode::BadImage, "has a header without a size"};
    gate(layout);
    heif_image* decoded = nullptr;
    check(heif_decode_image(primary, &decoded, heif_colorspace_RGB, chromaFor(layout), nullptr),
          "is damaged or cut off");
    const Picture image(decoded, heif_image_release);
    Decoded picture;
    picture.allocate(layout);
    takePixels(image.get(), picture);
    takeProfile(primary, picture);
    takeBlocks(primary, picture);
    picture.orientation = 1; // libheif turned it already
    return picture;
}

} // namespace enogu
