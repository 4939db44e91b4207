// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/npy.h"

#include <algorithm>

namespace enogu {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

void useFortranOrder(TensorView& view)
{
    std::int64_t stride = 1;
    for (std::size_t i = 0; i < view.shape.size(); ++i) {
        view.strides[i] = stride;
        stride *= std::max<std::int64_t>(view.shape[i], 1);
    }
}

} // namespace

bool looksLikeNpy(Bytes bytes)
{
    return textOf(bytes).starts_with(kMagic);
}

void parseNpy(Bytes bytes, const std::string& name, const std::string& tensor,
              FileContents& contents)
{
    if (!looksLikeNpy(bytes) || bytes.size() < 12)
        refuse(name, "it is not a complete .npy file");
    const auto version = static_cast<int>(bytes[6]);
    if (version < 1 || version > 3 || bytes[7] != std::byte(0))
        refuse(name, "its .npy version is unknown", kSaveAgain);
    const std::size_t start = version == 1 ? 10 : 12;
    const std::size_t length =
        version == 1 ? loadLittle<std::uint16_t>(bytes, 8) : loadLittle<std::uint32_t>(bytes, 8);
    if (length > kMaxNpyHeader)
        refuse(name, "its .npy header is longer than 10,000 bytes");
    if (!fits(start, length, bytes.size()))
        refuse(name, "its .npy header is cut short");
    const NpyHeader header = parseNpyHeader(textOf(bytes.subspan(start, length)), name);

    TensorView view;
    view.name = tensor;
    view.type = header.type;
    const Bytes data = bytes.subspan(start + length);
    if (!setContiguousShape(view, header.shape))
        refuse(name, "its shape is too large");
    if (view.bytes != data.size())
        refuse(name, view.bytes > data.size() ? "its numbers are cut short"
                                              : "it holds bytes behind its numbers");
    if (header.fortran)
        useFortranOrder(view);
    view.data = contents.aligned(data, view.type);
    contents.tensors.push_back(std::move(view));
}

std::vector<std::filesystem::path> npyFilesOf(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code fault;
    for (std::filesystem::directory_iterator it(folder, fault), end; !fault && it != end;
         it.increment(fault)) {
        if (it->path().extension() == ".npy")
            files.push_back(it->path());
        if (files.size() > kMaxNpyFiles)
            refuse(shownName(folder), "the folder holds more than 10,000 .npy files",
                   "choose the folder of one model");
    }
    if (fault)
        refuse(shownName(folder), "the folder cannot be listed", "check its permissions");
    if (files.empty())
        refuse(shownName(folder), "the folder holds no .npy file", "choose a model file or folder");
    std::sort(files.begin(), files.end());
    return files;
}

FileContents readNpyFolder(const std::filesystem::path& folder)
{
    FileContents contents;
    contents.container = "npy folder";
    for (const auto& file : npyFilesOf(folder)) {
        auto mapping = Mapping::open(file);
        const std::string tensor = file.stem().native();
        if (!isUtf8(tensor))
            refuse(mapping->name(), "its name is not valid UTF-8", "rename the file");
        parseNpy(mapping->bytes(), mapping->name(), tensor, contents);
        contents.mappings.push_back(std::move(mapping));
    }
    return contents;
}

} // namespace enogu
