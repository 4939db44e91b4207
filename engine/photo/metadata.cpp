// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/metadata.h"

#include <algorithm>
#include <mutex>
#include <string_view>

#include <exiv2/exiv2.hpp>

namespace enogu {
namespace {

std::recursive_mutex& exiv2Mutex()
{
    static std::recursive_mutex mutex;
    return mutex;
}

/// Exiv2 is entered by one thread at a time, silent and with its XMP part started.
struct Exiv2Session
{
    std::lock_guard<std::recursive_mutex> lock{exiv2Mutex()};

    Exiv2Session()
    {
        static const bool started = [] {
            Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
            Exiv2::XmpParser::initialize();
            Exiv2::XmpProperties::registerNs("urn:enogu:recipe:1/", "enogu");
            return true;
        }();
        (void)started;
    }
};

/// Tags that describe the layout of the pixels in the file they came from.
constexpr std::uint16_t kLayoutTags[] = {
    0x00fe, 0x00ff, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x010a, 0x0111, 0x0115, 0x0116, 0x0117,
    0x0118, 0x0119, 0x011c, 0x0120, 0x0121, 0x013d, 0x0140, 0x0141, 0x0142, 0x0143, 0x0144, 0x0145,
    0x014a, 0x014c, 0x0152, 0x0153, 0x015b, 0x0200, 0x0201, 0x0202, 0x0203, 0x0205, 0x0206, 0x0207,
    0x0208, 0x0209, 0x0211, 0x0212, 0x0213, 0x0214, 0x8773, 0x02bc, 0x83bb, 0x8649};

bool describesLayout(const Exiv2::Exifdatum& datum)
{
    const auto group = datum.groupName();
    if (group.starts_with("SubImage") || group.starts_with("SubThumb") || group == "Image2" ||
        group == "Image3" || group == "Thumbnail")
        return true;
    return group == "Image" && std::find(std::begin(kLayoutTags), std::end(kLayoutTags),
                                         datum.tag()) != std::end(kLayoutTags);
}

template <typename Test>
void eraseIf(Exiv2::ExifData& exif, Test test)
{
    for (auto it = exif.begin(); it != exif.end();)
        it = test(*it) ? exif.erase(it) : std::next(it);
}

std::vector<std::uint8_t> encoded(const Exiv2::ExifData& exif, Exiv2::ByteOrder order)
{
    if (exif.empty())
        return {};
    Exiv2::Blob blob;
    Exiv2::ExifParser::encode(blob, order, exif);
    return {blob.begin(), blob.end()};
}

std::vector<std::uint8_t> exifForSaving(const std::vector<std::uint8_t>& stream,
                                        const MetadataRules& rules)
{
    Exiv2::ExifData exif;
    if (stream.empty() || stream.size() > 0x7fffffff)
        return {};
    auto order = Exiv2::ExifParser::decode(exif, stream.data(), std::uint32_t(stream.size()));
    if (order == Exiv2::invalidByteOrder)
        order = Exiv2::littleEndian;
    Exiv2::ExifThumb(exif).erase();
    eraseIf(exif, describesLayout);
    if (!rules.keepGps)
        eraseIf(exif, [](const auto& datum) {
            return datum.groupName() == "GPSInfo" || datum.key() == "Exif.Image.GPSTag";
        });
    if (exif.empty())
        return {};
    exif["Exif.Image.Orientation"] = std::uint16_t(1);
    exif["Exif.Photo.PixelXDimension"] = std::uint32_t(rules.extent.width);
    exif["Exif.Photo.PixelYDimension"] = std::uint32_t(rules.extent.height);
    auto blob = encoded(exif, order);
    if (blob.size() > 65000) { // more than a JPEG block holds: the maker's private part goes
        eraseIf(exif, [](const auto& datum) { return datum.size() > 4096; });
        blob = encoded(exif, order);
    }
    return blob;
}

bool tellsPlace(const Exiv2::Xmpdatum& datum)
{
    return datum.groupName() == "exif" && datum.tagName().starts_with("GPS");
}

void setIfPresent(Exiv2::XmpData& xmp, const char* key, int value)
{
    const auto found = xmp.findKey(Exiv2::XmpKey(key));
    if (found != xmp.end())
        found->setValue(std::to_string(value));
}

std::string xmpForSaving(const std::string& packet, const MetadataRules& rules)
{
    Exiv2::XmpData xmp;
    if (!packet.empty() && Exiv2::XmpParser::decode(xmp, packet) != 0)
        xmp.clear();
    for (auto it = xmp.begin(); it != xmp.end();) {
        const bool place = !rules.keepGps && tellsPlace(*it);
        const bool thumbnail = it->groupName() == "xmp" && it->tagName().starts_with("Thumbnails");
        it = place || thumbnail ? xmp.erase(it) : std::next(it);
    }
    if (!rules.recipeJson.empty())
        xmp["Xmp.enogu.Recipe"] = rules.recipeJson;
    if (xmp.empty())
        return {};
    setIfPresent(xmp, "Xmp.tiff.Orientation", 1);
    setIfPresent(xmp, "Xmp.tiff.ImageWidth", rules.extent.width);
    setIfPresent(xmp, "Xmp.tiff.ImageLength", rules.extent.height);
    setIfPresent(xmp, "Xmp.exif.PixelXDimension", rules.extent.width);
    setIfPresent(xmp, "Xmp.exif.PixelYDimension", rules.extent.height);
    std::string out;
    return Exiv2::XmpParser::encode(out, xmp) == 0 ? out : std::string();
}

/// Runs Exiv2 code; what it throws becomes `fallback`.
template <typename T, typename Work>
T quietly(T fallback, Work work)
{
    const Exiv2Session session;
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return fallback;
    }
}

} // namespace

int orientationOfExif(const std::vector<std::uint8_t>& exif)
{
    if (exif.empty() || exif.size() > 0x7fffffff)
        return 1;
    return quietly(1, [&] {
        Exiv2::ExifData data;
        Exiv2::ExifParser::decode(data, exif.data(), std::uint32_t(exif.size()));
        const auto found = data.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
        const auto value = found == data.end() || found->count() == 0 ? 1 : found->toLong();
        return value >= 1 && value <= 8 ? int(value) : 1;
    });
}

Metadata metadataOfTiff(const std::uint8_t* bytes, std::size_t size)
{
    if (size > 0x7fffffff)
        return {};
    return quietly(Metadata{}, [&] {
        Exiv2::ExifData exif;
        Exiv2::IptcData iptc;
        Exiv2::XmpData xmp;
        const auto order = Exiv2::TiffParser::decode(exif, iptc, xmp, bytes, std::uint32_t(size));
        eraseIf(exif, describesLayout);
        Metadata found{encoded(exif, order == Exiv2::bigEndian ? order : Exiv2::littleEndian), {}};
        if (!xmp.empty())
            Exiv2::XmpParser::encode(found.xmp, xmp);
        return found;
    });
}

Metadata metadataForSaving(const Metadata& metadata, const MetadataRules& rules)
{
    Metadata kept;
    kept.exif =
        quietly(std::vector<std::uint8_t>(), [&] { return exifForSaving(metadata.exif, rules); });
    kept.xmp = quietly(std::string(), [&] { return xmpForSaving(metadata.xmp, rules); });
    return kept;
}

std::vector<std::uint8_t> tiffWithMetadata(std::vector<std::uint8_t> tiff, const Metadata& metadata)
{
    if (metadata.exif.empty() && metadata.xmp.empty())
        return tiff;
    const auto written = quietly(std::vector<std::uint8_t>(), [&] {
        Exiv2::ExifData exif;
        if (!metadata.exif.empty())
            Exiv2::ExifParser::decode(exif, metadata.exif.data(),
                                      std::uint32_t(metadata.exif.size()));
        auto file = Exiv2::ImageFactory::open(tiff.data(), long(tiff.size()));
        file->readMetadata();
        for (const auto& datum : exif) {
            if (!describesLayout(datum))
                file->exifData().add(datum);
        }
        if (!metadata.xmp.empty())
            Exiv2::XmpParser::decode(file->xmpData(), metadata.xmp);
        file->writeMetadata();
        auto& io = file->io();
        io.open();
        const auto* begin = io.mmap();
        return std::vector<std::uint8_t>(begin, begin + io.size());
    });
    return written.empty() ? tiff : written;
}

} // namespace enogu
