// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/bytes.h"

#include "engine/api/error.h"

namespace enogu {
namespace {

/// Length of the valid UTF-8 sequence at the start of `text`, 0 when there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    }
    const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool surrogate = first == 0xED && byte(1) > 0x9F;
    const bool beyond = first == 0xF4 && byte(1) > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

} // namespace

std::string_view textOf(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string shown(std::string_view text, std::size_t longest)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        const auto first = static_cast<unsigned char>(text.front());
        const bool plain = length > 0 && first >= 0x20 && first != 0x7F;
        if (result.size() + length > longest - 3)
            return result + "...";
        result += plain ? text.substr(0, length) : std::string_view("?");
        text.remove_prefix(length > 0 ? length : 1);
    }
    return result;
}

std::string shownName(const std::filesystem::path& path)
{
    const std::filesystem::path name = path.filename();
    return shown(name.empty() ? path.parent_path().filename().native() : name.native());
}

void refuse(std::string_view name, std::string_view reason, std::string_view remedy)
{
    std::string sentence = "Cannot read ";
    sentence.append(name).append(": ").append(reason).append("; ").append(remedy).append(".");
    throw Error(ErrorCode::BadModelFile, sentence);
}

} // namespace enogu
