// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/decoded.h"
#include "engine/photo/writers.h"

#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

namespace enogu {
namespace {

constexpr std::size_t kMostInMarker = 65533;
constexpr std::string_view kExifMark{"Exif\0\0", 6};
constexpr std::string_view kXmpMark{"http://ns.adobe.com/xap/1.0/\0", 29};

struct Session
{
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    unsigned char* out = nullptr;
    unsigned long size = 0;

    Session() { jpeg_std_error(&errors); }
    Session(const Session&) = delete;
    ~Session()
    {
        jpeg_destroy_compress(&info);
        std::free(out);
    }
};

[[noreturn]] void fail(j_common_ptr)
{
    throw Refusal{ErrorCode::BadImage,
                  "cannot be written as JPEG: choose PNG or TIFF, or make the picture smaller."};
}

void start(Session& session, const WriteJob& job)
{
    auto& info = session.info;
    session.errors.error_exit = fail;
    session.errors.output_message = [](j_common_ptr) {};
    info.err = &session.errors;
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &session.out, &session.size);
    info.image_width = JDIMENSION(job.image.width());
    info.image_height = JDIMENSION(job.image.height());
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, job.quality, TRUE);
    info.optimize_coding = TRUE;
    for (int c = 0; c < 3; ++c)
        info.comp_info[c].h_samp_factor = info.comp_info[c].v_samp_factor = 1;
    jpeg_start_compress(&info, TRUE);
}

void writeBlock(Session& session, std::string_view mark, const void* data, std::size_t size)
{
    if (size == 0 || mark.size() + size > kMostInMarker)
        return;
    std::vector<std::uint8_t> block(mark.begin(), mark.end());
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    block.insert(block.end(), bytes, bytes + size);
    jpeg_write_marker(&session.info, JPEG_APP0 + 1, block.data(), unsigned(block.size()));
}

} // namespace

std::vector<std::uint8_t> writeJpeg(const WriteJob& job)
{
    auto pixels = eightBitPixels(job.image, true);
    Session session;
    start(session, job);
    writeBlock(session, kExifMark, job.metadata.exif.data(), job.metadata.exif.size());
    writeBlock(session, kXmpMark, job.metadata.xmp.data(), job.metadata.xmp.size());
    if (const auto& icc = job.image.icc(); icc && !icc->empty())
        jpeg_write_icc_profile(&session.info, icc->data(), unsigned(icc->size()));
    const auto rowBytes = std::size_t(job.image.width()) * 3;
    while (session.info.next_scanline < session.info.image_height) {
        JSAMPROW row = pixels.data() + session.info.next_scanline * rowBytes;
        jpeg_write_scanlines(&session.info, &row, 1);
    }
    jpeg_finish_compress(&session.info);
    return {session.out, session.out + session.size};
}

} // namespace enogu
