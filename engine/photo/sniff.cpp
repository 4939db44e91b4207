// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/sniff.h"

#include <algorithm>
#include <string_view>

namespace enogu {
namespace {

constexpr Format kJpeg{"JPEG", readJpeg};
constexpr Format kPng{"PNG", readPng};
constexpr Format kWebp{"WebP", readWebp};
constexpr Format kTiff{"TIFF", readTiff};
constexpr Format kGif{"GIF", readGif};
constexpr Format kBmp{"BMP", readBmp};
constexpr Format kHeic{"HEIC", readHeif};
constexpr Format kAvif{"AVIF", readHeif};

/// Brands of an ISO media file: the major one, then the compatible ones.
const Format* sniffHeif(std::string_view head)
{
    if (head.size() < 16 || head.substr(4, 4) != "ftyp")
        return nullptr;
    const auto at = [&](int i) { return std::size_t(std::uint8_t(head[std::size_t(i)])); };
    const auto box = (at(0) << 24) | (at(1) << 16) | (at(2) << 8) | at(3);
    const auto end = std::min({head.size(), box, std::size_t(256)});
    bool heic = false;
    for (std::size_t i = 8; i + 4 <= end; i += 4) {
        const auto brand = head.substr(i, 4);
        if (brand == "avif" || brand == "avis")
            return &kAvif;
        heic |= brand == "heic" || brand == "heix" || brand == "mif1" || brand == "msf1" ||
                brand == "hevc" || brand == "heim" || brand == "heis";
    }
    return heic ? &kHeic : nullptr;
}

} // namespace

const Format* sniffFormat(Bytes file)
{
    using namespace std::string_view_literals;
    const std::string_view head(reinterpret_cast<const char*>(file.data()),
                                std::min<std::size_t>(file.size(), 256));
    if (head.starts_with("\xFF\xD8\xFF"sv))
        return &kJpeg;
    if (head.starts_with("\x89PNG\r\n\x1A\n"sv))
        return &kPng;
    if (head.starts_with("RIFF"sv) && head.size() >= 12 && head.substr(8, 4) == "WEBP"sv)
        return &kWebp;
    if (head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv) || head.starts_with("II+\0"sv) ||
        head.starts_with("MM\0+"sv))
        return &kTiff;
    if (head.starts_with("GIF87a"sv) || head.starts_with("GIF89a"sv))
        return &kGif;
    if (head.starts_with("BM"sv) && head.size() >= 26)
        return &kBmp;
    return sniffHeif(head);
}

} // namespace enogu
