// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/readers.h"

#include <bit>
#include <cstring>

#include <png.h>

namespace enogu {
namespace {

struct Session
{
    Bytes file;
    std::size_t at = 0;
    bool badChecksum = false;
    bool brokenProfile = false;
    png_structp png = nullptr;
    png_infop info = nullptr;

    explicit Session(Bytes bytes) : file(bytes) {}
    Session(const Session&) = delete;
    ~Session() { png_destroy_read_struct(&png, &info, nullptr); }
};

[[noreturn]] void fail(png_structp, png_const_charp)
{
    throw Refusal{ErrorCode::BadImage, "is a damaged or cut PNG file"};
}

void note(png_structp png, png_const_charp message)
{
    auto& session = *static_cast<Session*>(png_get_error_ptr(png));
    session.badChecksum |= std::strstr(message, "CRC") != nullptr;
    session.brokenProfile |= std::strstr(message, "iCCP") != nullptr;
}

void give(png_structp png, png_bytep to, std::size_t count)
{
    auto& session = *static_cast<Session*>(png_get_io_ptr(png));
    if (count > session.file.size() - session.at)
        throw Refusal{ErrorCode::BadImage, "is cut off in its header"};
    std::memcpy(to, session.file.data() + session.at, count);
    session.at += count;
}

void start(Session& session)
{
    session.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &session, fail, note);
    session.info = session.png ? png_create_info_struct(session.png) : nullptr;
    if (!session.info)
        throw std::bad_alloc();
    png_set_read_fn(session.png, &session, give);
    png_set_user_limits(session.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(session.png, 64u << 20);
    png_set_compression_buffer_size(session.png, 256); // a cut file loses less than that
    png_set_benign_errors(session.png, 1);
    png_set_crc_action(session.png, PNG_CRC_WARN_USE, PNG_CRC_WARN_DISCARD);
    png_read_info(session.png, session.info);
}

Layout layoutOf(const Session& session)
{
    const auto* png = session.png;
    const auto* info = session.info;
    const bool alpha = (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA) ||
                       png_get_valid(png, info, PNG_INFO_tRNS);
    return {{int(png_get_image_width(png, info)), int(png_get_image_height(png, info))},
            alpha ? Channels::Rgba : Channels::Rgb,
            png_get_bit_depth(png, info) == 16 ? Depth::U16 : Depth::U8};
}

void askForRgb(Session& session)
{
    png_set_expand(session.png);
    png_set_gray_to_rgb(session.png);
    if (std::endian::native == std::endian::little)
        png_set_swap(session.png);
}

void takeProfile(Session& session, Decoded& picture)
{
    png_charp name = nullptr;
    png_bytep data = nullptr;
    png_uint_32 length = 0;
    int method = 0;
    if (png_get_iCCP(session.png, session.info, &name, &method, &data, &length))
        picture.icc.assign(data, data + length);
}

void takeBlocks(Session& session, Decoded& picture)
{
    png_bytep data = nullptr;
    png_uint_32 length = 0;
    if (png_get_eXIf_1(session.png, session.info, &length, &data))
        picture.exif.assign(data, data + length);
    png_textp texts = nullptr;
    int count = 0;
    png_get_text(session.png, session.info, &texts, &count);
    for (int i = 0; i < count; ++i) {
        const auto& text = texts[i];
        if (!std::strcmp(text.key, "XML:com.adobe.xmp"))
            picture.xmp.assign(text.text, text.text_length ? text.text_length : text.itxt_length);
    }
}

void readRows(Session& session, Decoded& picture)
{
    const int passes = png_set_interlace_handling(session.png);
    png_read_update_info(session.png, session.info);
    if (png_get_rowbytes(session.png, session.info) != picture.layout.rowBytes())
        throw Refusal{ErrorCode::BadImage, "has a pixel layout that no PNG file may have"};
    for (int pass = 0; pass < passes; ++pass) {
        for (int y = 0; y < picture.layout.extent.height; ++y) {
            if (passes > 1)
                png_read_row(session.png, nullptr, picture.row(y));
            else
                png_read_row(session.png, picture.row(y), nullptr);
        }
    }
    png_read_end(session.png, session.info);
}

} // namespace

Decoded readPng(Bytes file, const Gate& gate)
{
    Session session(file);
    start(session);
    const Layout layout = layoutOf(session);
    gate(layout);
    Decoded picture;
    picture.allocate(layout);
    takeProfile(session, picture);
    askForRgb(session);
    try {
        readRows(session, picture);
    } catch (const Refusal&) {
        picture.incomplete = true;
    }
    takeBlocks(session, picture);
    picture.incomplete |= session.badChecksum;
    picture.brokenProfile = session.brokenProfile && picture.icc.empty();
    return picture;
}

} // namespace enogu
