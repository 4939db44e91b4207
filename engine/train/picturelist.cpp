// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/picturelist.h"

#include "engine/api/error.h"
#include "engine/formats/bytes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Names = std::vector<const char*>;

/// Columns by their names in the layouts that are about, the first that a row has.
const Names kPicture{"file_name", "input_image", "original_image", "input_image_file_name",
                     "original_image_file_name"};
const Names kEdited{"edited_file_name", "edited_image", "edited_image_file_name"};
const Names kInstruction{"instruction", "edit_prompt", "edit"};
const Names kCaption{"text", "caption"};

const Names kEndings{".jpg", ".jpeg", ".png",  ".webp", ".tif", ".tiff",
                     ".bmp", ".gif",  ".heic", ".heif", ".avif"};

/// One line of a list.
class RowReader
{
public:
    RowReader(const fs::path& list, int line, const json& row)
        : m_list(list), m_line(line), m_row(row)
    {
        if (!row.is_object())
            refuse("is no JSON object");
    }

    const json* find(const Names& names) const
    {
        for (const char* name : names)
            if (const auto found = m_row.find(name); found != m_row.end() && !found->is_null())
                return &*found;
        return nullptr;
    }

    std::string text(const Names& names) const
    {
        const json* found = find(names);
        if (!found)
            refuse("has no " + std::string(names.front()));
        if (!found->is_string())
            refuse("has a " + std::string(names.front()) + " that is no text");
        return found->get<std::string>();
    }

    fs::path file(const Names& names) const
    {
        const std::string name = text(names);
        const fs::path inside = fs::path(name).lexically_normal();
        if (name.find('\0') != std::string::npos || inside.is_absolute() || inside.empty() ||
            *inside.begin() == "..")
            refuse("names " + shown(name) + ", which is not in this folder");
        const fs::path whole = m_list.parent_path() / inside;
        std::error_code ignored;
        if (!fs::is_regular_file(whole, ignored))
            throw Error(ErrorCode::MissingFile,
                        shown(whole.string(), 200) + " is missing; " + where() + " names it.");
        return whole;
    }

    [[noreturn]] void refuse(const std::string& why) const
    {
        throw Error(ErrorCode::BadArgument, where() + " " + why + "; mend that line.");
    }

private:
    std::string where() const
    {
        return shown(m_list.string(), 200) + ", line " + std::to_string(m_line) + ",";
    }

    const fs::path& m_list;
    int m_line;
    const json& m_row;
};

PictureRow rowOf(const RowReader& reader, Wanted wanted)
{
    PictureRow row{reader.file(kPicture), {}, {}};
    if (wanted == Wanted::Edits) {
        row.edited = reader.file(kEdited);
        row.text = reader.text(kInstruction);
    } else if (wanted == Wanted::Captions && reader.find(kCaption)) {
        row.text = reader.text(kCaption);
    }
    return row;
}

std::vector<PictureRow> listed(const fs::path& list, Wanted wanted)
{
    std::ifstream stream(list);
    if (!stream)
        throw Error(ErrorCode::MissingFile,
                    shown(list.string(), 200) +
                        " cannot be read; it lists the pictures of the folder, an object a line.");
    std::vector<PictureRow> rows;
    std::string text;
    for (int line = 1; std::getline(stream, text); ++line) {
        if (text.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const json object = json::parse(text, nullptr, false);
        rows.push_back(rowOf(RowReader(list, line, object), wanted));
    }
    return rows;
}

bool isPicture(const fs::path& file)
{
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::find(kEndings, ending) != kEndings.end();
}

std::vector<PictureRow> found(const fs::path& folder)
{
    std::vector<PictureRow> rows;
    std::error_code fault;
    fs::recursive_directory_iterator files(folder, fault), end;
    for (; !fault && files != end; files.increment(fault))
        if (files->is_regular_file() && isPicture(files->path()))
            rows.push_back({files->path(), {}, {}});
    if (fault)
        throw Error(ErrorCode::NoPermission,
                    shown(folder.string(), 200) + " cannot be read: " + fault.message() + ".");
    std::ranges::sort(rows, {}, &PictureRow::picture);
    return rows;
}

} // namespace

std::vector<PictureRow> listPictures(const fs::path& folder, Wanted wanted)
{
    const std::string name = shown(folder.string(), 200);
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        throw Error(ErrorCode::MissingFile, name + " is no folder; name one with pictures.");
    const fs::path list = folder / "metadata.jsonl";
    const bool isListed = wanted == Wanted::Edits || fs::exists(list, ignored);
    std::vector<PictureRow> rows = isListed ? listed(list, wanted) : found(folder);
    if (rows.empty())
        throw Error(ErrorCode::BadArgument, (isListed ? shown(list.string(), 200) : name) +
                                                " names no pictures; put some there.");
    return rows;
}

} // namespace enogu::core
