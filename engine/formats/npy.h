// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/contents.h"

namespace enogu {

constexpr std::size_t kMaxNpyHeader = 10'000;
constexpr std::size_t kMaxNpyFiles = 10'000;

/// True when the bytes begin as a .npy file does.
bool looksLikeNpy(Bytes bytes);

/// Adds the one array of a .npy file to `contents` under `tensor`; `name` is for the sentence.
/// Fortran order becomes strides. Throws Error(BadModelFile).
void parseNpy(Bytes bytes, const std::string& name, const std::string& tensor,
              FileContents& contents);

/// The .npy files of a folder, sorted by name; BadModelFile when there is none.
std::vector<std::filesystem::path> npyFilesOf(const std::filesystem::path& folder);

/// Every .npy file of the folder; a tensor is named after its file.
FileContents readNpyFolder(const std::filesystem::path& folder);

struct NpyHeader
{
    ElementType type = ElementType::F32;
    bool fortran = false;
    std::vector<std::int64_t> shape;
};

/// The Python dict of the header: descr, fortran_order and shape, once each and nothing else.
NpyHeader parseNpyHeader(std::string_view text, const std::string& name);

} // namespace enogu
