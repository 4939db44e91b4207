// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/safetensors.h"

#include <algorithm>

namespace enogu {

FileContents parseSafetensors(Bytes bytes, const std::string& name)
{
    if (bytes.size() < 8)
        refuse(name, "it is shorter than a safetensors header");
    const auto length = loadLittle<std::uint64_t>(bytes, 0);
    if (length > kMaxSafetensorsHeader)
        refuse(name, "its safetensors header claims more than 100,000,000 bytes");
    if (length > bytes.size() - 8)
        refuse(name, "its safetensors header is cut short");
    const Bytes data = bytes.subspan(8 + length);
    auto header = parseSafetensorsHeader(textOf(bytes.subspan(8, length)), name);

    std::sort(header.entries.begin(), header.entries.end(), [](const auto& a, const auto& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    FileContents contents;
    contents.container = "safetensors";
    contents.metadata = std::move(header.metadata);
    std::uint64_t expected = 0;
    for (auto& entry : header.entries) {
        const std::string tensor = "the tensor " + shown(entry.view.name);
        if (entry.begin != expected || entry.end < entry.begin)
            refuse(name, tensor + " leaves a gap, overlaps or ends before it begins");
        if (entry.end - entry.begin != entry.view.bytes)
            refuse(name, tensor + " has a size that does not fit its shape");
        if (entry.end > data.size())
            refuse(name, tensor + " lies beyond the end of the file");
        entry.view.data =
            contents.aligned(data.subspan(entry.begin, entry.view.bytes), entry.view.type);
        expected = entry.end;
        contents.tensors.push_back(std::move(entry.view));
    }
    if (expected != data.size())
        refuse(name, "it holds bytes that belong to no tensor");
    return contents;
}

} // namespace enogu
