// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/cmyk.h"
#include "engine/photo/readers.h"

#include <cstdio>
#include <cstring>

#include <jpeglib.h>

#include <jerror.h>

namespace enogu {
namespace {

constexpr int kMostScans = 500; // a progressive file of more is made to waste time
constexpr char kExifMark[] = "Exif\0";
constexpr char kXmpMark[] = "http://ns.adobe.com/xap/1.0/";

struct Session
{
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    jpeg_source_mgr source{};
    jpeg_progress_mgr progress{};
    bool ranOut = false;
    bool damaged = false;

    Session() { jpeg_std_error(&errors); }
    Session(const Session&) = delete;
    ~Session() { jpeg_destroy_decompress(&info); }
};

Session& sessionOf(j_common_ptr info)
{
    return *static_cast<Session*>(info->client_data);
}

[[noreturn]] void fail(j_common_ptr)
{
    throw Refusal{ErrorCode::BadImage, "is a damaged JPEG file"};
}

void note(j_common_ptr info, int level)
{
    if (level >= 0)
        return;
    switch (info->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION:
        sessionOf(info).damaged = true;
    }
}

boolean refill(j_decompress_ptr info)
{
    static const JOCTET end[2] = {0xFF, JPEG_EOI};
    static_cast<Session*>(info->client_data)->ranOut = true;
    info->src->next_input_byte = end;
    info->src->bytes_in_buffer = 2;
    return TRUE;
}

void skip(j_decompress_ptr info, long count)
{
    if (count <= 0)
        return;
    if (std::size_t(count) >= info->src->bytes_in_buffer) {
        refill(info);
        return;
    }
    info->src->next_input_byte += count;
    info->src->bytes_in_buffer -= std::size_t(count);
}

void watch(j_common_ptr info)
{
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostScans)
        throw Refusal{ErrorCode::BadImage, "has too many scans for a JPEG photo"};
}

void start(Session& session, Bytes file)
{
    session.errors.error_exit = fail;
    session.errors.emit_message = note;
    session.errors.output_message = [](j_common_ptr) {};
    session.info.err = &session.errors;
    session.info.client_data = &session;
    jpeg_create_decompress(&session.info);
    session.info.client_data = &session;
    session.source = {file.data(),
                      file.size(),
                      [](j_decompress_ptr) {},
                      refill,
                      skip,
                      jpeg_resync_to_restart,
                      [](j_decompress_ptr) {}};
    session.info.src = &session.source;
    session.progress.progress_monitor = watch;
    session.info.progress = &session.progress;
    jpeg_save_markers(&session.info, JPEG_APP0 + 1, 0xFFFF);
    jpeg_save_markers(&session.info, JPEG_APP0 + 2, 0xFFFF);
}

void takeMarkers(Session& session, Decoded& picture)
{
    for (auto* m = session.info.marker_list; m; m = m->next) {
        const auto* begin = m->data;
        const auto* end = m->data + m->data_length;
        if (m->marker != JPEG_APP0 + 1)
            continue;
        if (m->data_length > 6 && !std::memcmp(begin, kExifMark, 6) && picture.exif.empty())
            picture.exif.assign(begin + 6, end);
        else if (m->data_length > sizeof kXmpMark && !std::memcmp(begin, kXmpMark, sizeof kXmpMark))
            picture.xmp.assign(begin + sizeof kXmpMark, end);
    }
    JOCTET* icc = nullptr;
    unsigned length = 0;
    if (jpeg_read_icc_profile(&session.info, &icc, &length)) {
        picture.icc.assign(icc, icc + length);
        std::free(icc);
    }
}

void readRows(Session& session, Decoded& picture)
{
    auto& info = session.info;
    if (info.out_color_space != JCS_CMYK) {
        while (info.output_scanline < info.output_height) {
            JSAMPROW row = picture.row(int(info.output_scanline));
            jpeg_read_scanlines(&info, &row, 1);
        }
        return;
    }
    const CmykToSrgb convert(picture.icc, info.saw_Adobe_marker);
    std::vector<std::uint8_t> inks(std::size_t(info.output_width) * 4);
    while (info.output_scanline < info.output_height) {
        const int y = int(info.output_scanline);
        JSAMPROW row = inks.data();
        jpeg_read_scanlines(&info, &row, 1);
        convert.row(inks.data(), picture.row(y), picture.layout.extent.width);
    }
    picture.icc.clear();
}

} // namespace

Decoded readJpeg(Bytes file, const Gate& gate)
{
    Session session;
    start(session, file);
    auto& info = session.info;
    jpeg_read_header(&info, TRUE);
    if (session.ranOut)
        throw Refusal{ErrorCode::BadImage, "is cut off in its header"};
    const bool inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = inks ? JCS_CMYK : JCS_RGB;
    const Layout layout{{int(info.image_width), int(info.image_height)}, Channels::Rgb, Depth::U8};
    gate(layout);
    Decoded picture;
    takeMarkers(session, picture);
    picture.allocate(layout);
    try {
        jpeg_start_decompress(&info);
        readRows(session, picture);
        jpeg_finish_decompress(&info);
    } catch (const Refusal&) {
        if (info.output_scanline == 0)
            throw;
        session.damaged = true;
    }
    picture.incomplete = session.ranOut || session.damaged;
    return picture;
}

} // namespace enogu
