// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/decoded.h"
#include "engine/photo/writers.h"

#include <bit>

#include <png.h>

namespace enogu {
namespace {

constexpr int kCompression = 4; // level 9 takes 5 times as long for 2 % on photos

struct Session
{
    std::vector<std::uint8_t> out;
    png_structp png = nullptr;
    png_infop info = nullptr;

    Session() = default;
    Session(const Session&) = delete;
    ~Session() { png_destroy_write_struct(&png, &info); }
};

[[noreturn]] void fail(png_structp, png_const_charp)
{
    throw Refusal{ErrorCode::BadImage, "cannot be written as PNG: choose TIFF instead."};
}

void take(png_structp png, png_bytep data, std::size_t count)
{
    auto& out = static_cast<Session*>(png_get_io_ptr(png))->out;
    out.insert(out.end(), data, data + count);
}

void addText(Session& session, const char* key, const std::string& value)
{
    if (value.empty())
        return;
    std::string copy = value;
    png_text text{};
    text.compression = PNG_ITXT_COMPRESSION_NONE;
    text.key = const_cast<char*>(key);
    text.text = copy.data();
    text.itxt_length = copy.size();
    png_set_text(session.png, session.info, &text, 1);
}

void writeHeader(Session& session, const WriteJob& job)
{
    const auto& image = job.image;
    png_set_IHDR(session.png, session.info, png_uint_32(image.width()), png_uint_32(image.height()),
                 int(image.depth()) * 8,
                 image.hasAlpha() ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (const auto& icc = image.icc(); icc && !icc->empty())
        png_set_iCCP(session.png, session.info, "ICC profile", PNG_COMPRESSION_TYPE_BASE,
                     icc->data(), png_uint_32(icc->size()));
    if (auto exif = job.metadata.exif; !exif.empty())
        png_set_eXIf_1(session.png, session.info, png_uint_32(exif.size()), exif.data());
    addText(session, "XML:com.adobe.xmp", job.metadata.xmp);
    addText(session, "Enogu recipe", job.recipeJson);
    png_write_info(session.png, session.info);
}

} // namespace

std::vector<std::uint8_t> writePng(const WriteJob& job)
{
    Session session;
    session.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, fail,
                                          [](png_structp, png_const_charp) {});
    session.info = session.png ? png_create_info_struct(session.png) : nullptr;
    if (!session.info)
        throw std::bad_alloc();
    png_set_write_fn(session.png, &session, take, [](png_structp) {});
    png_set_user_limits(session.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_benign_errors(session.png, 1);
    png_set_compression_level(session.png, kCompression);
    writeHeader(session, job);
    if (job.image.depth() == Depth::U16 && std::endian::native == std::endian::little)
        png_set_swap(session.png);
    const auto* row = job.image.bytes();
    for (int y = 0; y < job.image.height(); ++y, row += job.image.bytesPerRow())
        png_write_row(session.png, row);
    png_write_end(session.png, session.info);
    return std::move(session.out);
}

} // namespace enogu
