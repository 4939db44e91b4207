// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/zip.h"

#include <algorithm>
#include <array>
#include <vector>

namespace enogu {
namespace {

constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocatorSignature = 0x07064b50;
constexpr std::uint32_t kEntrySignature = 0x02014b50;
constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF; // the true value stands in the zip64 field
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kEntrySize = 46;
constexpr std::size_t kLocalSize = 30;

struct Directory
{
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t entries = 0;
};

struct Entry
{
    std::string name;
    std::uint32_t checksum = 0;
    std::uint64_t size = 0;
    std::uint64_t packedSize = 0;
    std::uint64_t local = 0;
    std::uint64_t begin = 0; // of the data
};

bool plainName(std::string_view name)
{
    if (name.empty() || name.front() == '/' || !isUtf8(name))
        return false;
    if (name.find_first_of(std::string_view("\\:\0", 3)) != std::string_view::npos)
        return false;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        const std::string_view part = name.substr(at, end - at);
        if (part.empty() || part == "." || part == "..")
            return false;
        at = end + 1;
    }
    return true;
}

class ZipReader
{
public:
    ZipReader(Bytes bytes, const std::string& file) : m_bytes(bytes), m_file(file) {}

    std::vector<Entry> entries()
    {
        const Directory directory = findDirectory();
        if (directory.entries > kMaxZipEntries)
            refuse(m_file, "its archive lists more than 10,000 entries");
        std::vector<Entry> result;
        std::size_t at = directory.begin;
        const std::size_t end = directory.begin + directory.size;
        for (std::uint64_t i = 0; i < directory.entries; ++i) {
            result.push_back(readEntry(at, end));
            locateData(result.back(), directory.begin);
        }
        if (at != end)
            refuse(m_file, "the list of its archive has a wrong length");
        refuseOverlaps(result);
        return result;
    }

private:
    template <typename T>
    T load(std::size_t at) const
    {
        if (!fits(at, sizeof(T), m_bytes.size()))
            refuse(m_file, "its archive is cut short");
        return loadLittle<T>(m_bytes, at);
    }

    std::size_t findEnd() const
    {
        constexpr std::size_t kLongestComment = 0xFFFF;
        if (m_bytes.size() < kEndSize)
            refuse(m_file, "its archive is cut short");
        const std::size_t last = m_bytes.size() - kEndSize;
        for (std::size_t back = 0; back <= std::min(last, kLongestComment); ++back) {
            const std::size_t at = last - back;
            if (load<std::uint32_t>(at) == kEndSignature && load<std::uint16_t>(at + 20) == back)
                return at;
        }
        refuse(m_file, "the end of its archive is missing");
    }

    Directory findDirectory() const
    {
        const std::size_t end = findEnd();
        Directory found;
        std::size_t limit = end;
        if (end >= 20 && load<std::uint32_t>(end - 20) == kLocatorSignature) {
            const auto at = load<std::uint64_t>(end - 12);
            if (!fits(at, 56, end - 20) || load<std::uint32_t>(at) != kEnd64Signature)
                refuse(m_file, "the zip64 end of its archive is damaged");
            found = {load<std::uint64_t>(at + 48), load<std::uint64_t>(at + 40),
                     load<std::uint64_t>(at + 32)};
            limit = at;
        } else {
            found = {load<std::uint32_t>(end + 16), load<std::uint32_t>(end + 12),
                     load<std::uint16_t>(end + 10)};
        }
        if (!fits(found.begin, found.size, limit))
            refuse(m_file, "the list of its archive lies outside the file");
        return found;
    }

    Entry readEntry(std::size_t& at, std::size_t end) const
    {
        if (!fits(at, kEntrySize, end) || load<std::uint32_t>(at) != kEntrySignature)
            refuse(m_file, "the list of its archive is damaged");
        const std::size_t nameSize = load<std::uint16_t>(at + 28);
        const std::size_t extraSize = load<std::uint16_t>(at + 30);
        const std::size_t total = kEntrySize + nameSize + extraSize + load<std::uint16_t>(at + 32);
        if (!fits(at, total, end))
            refuse(m_file, "the list of its archive is damaged");
        Entry entry;
        entry.name = textOf(m_bytes.subspan(at + kEntrySize, nameSize));
        entry.checksum = load<std::uint32_t>(at + 16);
        entry.packedSize = load<std::uint32_t>(at + 20);
        entry.size = load<std::uint32_t>(at + 24);
        entry.local = load<std::uint32_t>(at + 42);
        readZip64(entry, m_bytes.subspan(at + kEntrySize + nameSize, extraSize));
        refuseStrange(entry, at);
        at += total;
        return entry;
    }

    void readZip64(Entry& entry, Bytes extra) const
    {
        while (extra.size() >= 4) {
            const auto kind = loadLittle<std::uint16_t>(extra, 0);
            const auto size = loadLittle<std::uint16_t>(extra, 2);
            if (size > extra.size() - 4u)
                refuse(m_file, "an entry of its archive has a damaged field");
            Bytes field = extra.subspan(4, size);
            extra = extra.subspan(4u + size);
            if (kind != 1)
                continue;
            for (std::uint64_t* value : {&entry.size, &entry.packedSize, &entry.local}) {
                if (*value != kIn64)
                    continue;
                if (field.size() < 8)
                    refuse(m_file, "an entry of its archive has a damaged field");
                *value = loadLittle<std::uint64_t>(field, 0);
                field = field.subspan(8);
            }
        }
    }

    void refuseStrange(const Entry& entry, std::size_t at) const
    {
        const std::string named = "the entry " + shown(entry.name) + " of its archive ";
        const auto flags = load<std::uint16_t>(at + 8);
        const auto mode = load<std::uint32_t>(at + 38) >> 16;
        if (!plainName(entry.name))
            refuse(m_file, named + "has a name that leads elsewhere", kDistrust);
        if ((flags & 0x2041) != 0)
            refuse(m_file, named + "is encrypted", kSaveAgain);
        if (load<std::uint16_t>(at + 10) != 0 || entry.size != entry.packedSize)
            refuse(m_file, named + "is compressed, as files of weights never are", kSaveAgain);
        if ((mode & 0170000) == 0120000)
            refuse(m_file, named + "is a link", kDistrust);
    }

    void locateData(Entry& entry, std::uint64_t limit) const
    {
        const std::string named = "the entry " + shown(entry.name) + " of its archive ";
        if (!fits(entry.local, kLocalSize, limit) ||
            load<std::uint32_t>(entry.local) != kLocalSignature)
            refuse(m_file, named + "has no header");
        const std::size_t nameSize = load<std::uint16_t>(entry.local + 26);
        entry.begin = entry.local + kLocalSize + nameSize + load<std::uint16_t>(entry.local + 28);
        if (!fits(entry.begin, entry.size, limit))
            refuse(m_file, named + "lies outside the file");
        if (textOf(m_bytes.subspan(entry.local + kLocalSize, nameSize)) != entry.name)
            refuse(m_file, named + "has two names", kDistrust);
    }

    void refuseOverlaps(const std::vector<Entry>& entries) const
    {
        std::vector<const Entry*> order;
        for (const Entry& entry : entries)
            order.push_back(&entry);
        std::sort(order.begin(), order.end(),
                  [](const auto* a, const auto* b) { return a->local < b->local; });
        for (std::size_t i = 1; i < order.size(); ++i) {
            if (order[i]->local < order[i - 1]->begin + order[i - 1]->size)
                refuse(m_file, "entries of its archive overlap", kDistrust);
        }
    }

    Bytes m_bytes;
    const std::string& m_file;
};

using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;

CrcTables crcTables()
{
    CrcTables tables = {};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320u : 0u);
        tables[0][i] = value;
    }
    for (std::size_t table = 1; table < 8; ++table) {
        for (std::size_t i = 0; i < 256; ++i) {
            const std::uint32_t before = tables[table - 1][i];
            tables[table][i] = (before >> 8) ^ tables[0][before & 0xFF];
        }
    }
    return tables;
}

} // namespace

std::uint32_t crc32Of(Bytes bytes)
{
    static const CrcTables tables = crcTables();
    std::uint32_t crc = 0xFFFFFFFF;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
        const std::uint64_t word = loadLittle<std::uint64_t>(bytes, 0) ^ crc;
        crc = 0;
        for (std::size_t i = 0; i < 8; ++i)
            crc ^= tables[7 - i][(word >> (8 * i)) & 0xFF];
    }
    for (const std::byte byte : bytes)
        crc = (crc >> 8) ^ tables[0][(crc ^ static_cast<std::uint32_t>(byte)) & 0xFF];
    return ~crc;
}

std::map<std::string, Bytes, std::less<>> readZip(Bytes bytes, const std::string& name,
                                                  Checksums checksums)
{
    std::map<std::string, Bytes, std::less<>> result;
    for (const Entry& entry : ZipReader(bytes, name).entries()) {
        const Bytes data = bytes.subspan(entry.begin, entry.size);
        const std::string named = "the entry " + shown(entry.name) + " of its archive ";
        if (checksums == Checksums::Compare && crc32Of(data) != entry.checksum)
            refuse(name, named + "is damaged: its checksum differs");
        if (!result.emplace(entry.name, data).second)
            refuse(name, named + "occurs twice", kDistrust);
    }
    return result;
}

} // namespace enogu
