// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/tensorfile.h"

#include "engine/formats/npy.h"
#include "engine/formats/recognise.h"
#include "engine/formats/safetensors.h"

#include <algorithm>
#include <array>

namespace enogu {
namespace {

std::string_view bareName(std::string_view name)
{
    constexpr std::array<std::string_view, 2> kWrappers = {"module.", "_orig_mod."};
    for (bool found = true; found;) {
        found = false;
        for (const auto wrapper : kWrappers) {
            if (name.starts_with(wrapper) && name.size() > wrapper.size()) {
                name.remove_prefix(wrapper.size());
                found = true;
            }
        }
    }
    return name;
}

void indexNames(FileContents& contents, const std::string& file)
{
    for (std::size_t i = 0; i < contents.tensors.size(); ++i) {
        std::string& name = contents.tensors[i].name;
        name = std::string(bareName(name));
        if (!contents.index.emplace(name, i).second)
            refuse(file, "it holds two tensors of the name " + shown(name));
    }
    if (contents.tensors.empty())
        refuse(file, "it holds no tensor", "choose a file with weights");
}

FileContents readFile(const std::filesystem::path& path)
{
    auto mapping = Mapping::open(path);
    FileContents contents = parseModel(mapping->bytes(), mapping->name());
    contents.mappings.push_back(std::move(mapping));
    return contents;
}

} // namespace

std::size_t elementSize(ElementType type)
{
    constexpr std::array<std::size_t, 10> kSizes = {8, 4, 2, 2, 8, 4, 2, 1, 1, 1};
    return kSizes.at(static_cast<std::size_t>(type));
}

std::string_view elementName(ElementType type)
{
    constexpr std::array<std::string_view, 10> kNames = {"F64", "F32", "F16", "BF16", "I64",
                                                         "I32", "I16", "I8",  "U8",   "BOOL"};
    return kNames.at(static_cast<std::size_t>(type));
}

std::int64_t TensorView::elements() const
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape)
        count *= side;
    return count;
}

bool TensorView::contiguous() const
{
    std::int64_t expected = 1;
    if (elements() == 0)
        return true;
    for (std::size_t i = shape.size(); i-- > 0;) {
        if (shape[i] != 1 && strides[i] != expected)
            return false;
        expected *= shape[i];
    }
    return true;
}

bool setContiguousShape(TensorView& view, std::vector<std::int64_t> shape)
{
    if (shape.size() > kMaxRank)
        return false;
    view.strides.assign(shape.size(), 1);
    std::int64_t extent = 1; // with empty sides counted as 1, so that a stride cannot overflow
    bool empty = false;
    for (std::size_t i = shape.size(); i-- > 0;) {
        view.strides[i] = extent;
        if (shape[i] < 0 || !multiplyInto(extent, std::max<std::int64_t>(shape[i], 1)))
            return false;
        empty |= shape[i] == 0;
    }
    if (!multiplyInto(extent, static_cast<std::int64_t>(elementSize(view.type))))
        return false;
    view.shape = std::move(shape);
    view.bytes = empty ? 0 : static_cast<std::size_t>(extent);
    return true;
}

bool spannedBytes(const TensorView& view, std::size_t& bytes)
{
    std::int64_t last = 0;
    bool empty = false;
    bool sound = view.shape.size() == view.strides.size();
    for (std::size_t i = 0; sound && i < view.shape.size(); ++i) {
        std::int64_t reach = std::max<std::int64_t>(view.shape[i] - 1, 0);
        sound = view.shape[i] >= 0 && view.strides[i] >= 0 &&
                multiplyInto(reach, view.strides[i]) && addInto(last, reach);
        empty |= view.shape[i] == 0;
    }
    const auto size = static_cast<std::int64_t>(elementSize(view.type));
    sound = sound && addInto<std::int64_t>(last, 1) && multiplyInto(last, size);
    bytes = sound && !empty ? static_cast<std::size_t>(last) : 0;
    return sound;
}

const std::byte* FileContents::aligned(Bytes bytes, ElementType type)
{
    const auto address = reinterpret_cast<std::uintptr_t>(bytes.data());
    if (address % elementSize(type) == 0)
        return bytes.data();
    copies.emplace_back(bytes.begin(), bytes.end());
    return copies.back().data();
}

TensorFile::TensorFile() : m_contents(std::make_shared<FileContents>()) {}

TensorFile::TensorFile(std::shared_ptr<const FileContents> contents)
    : m_contents(std::move(contents))
{
}

const std::vector<TensorView>& TensorFile::tensors() const
{
    return m_contents->tensors;
}

const TensorView* TensorFile::find(std::string_view name) const
{
    const auto found = m_contents->index.find(name);
    return found == m_contents->index.end() ? nullptr : &m_contents->tensors[found->second];
}

const std::map<std::string, std::string>& TensorFile::metadata() const
{
    return m_contents->metadata;
}

std::string TensorFile::container() const
{
    return m_contents->container;
}

TensorFile readTensors(const std::filesystem::path& path)
{
    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(path, ignored);
    auto contents = std::make_shared<FileContents>(folder ? readNpyFolder(path) : readFile(path));
    indexNames(*contents, shownName(path));
    return TensorFile(std::move(contents));
}

} // namespace enogu
