// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace enogu {

enum class ElementType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

/// Bytes of one element: 1, 2, 4 or 8.
std::size_t elementSize(ElementType type);
/// "F32", "BF16", "BOOL": the names of the safetensors format.
std::string_view elementName(ElementType type);

/// One named array inside a file. It owns nothing: it lives as long as the TensorFile it came from.
struct TensorView
{
    std::string name;
    ElementType type = ElementType::F32;
    std::vector<std::int64_t> shape;   // at most 8 sides, each >= 0; none for a single number
    std::vector<std::int64_t> strides; // in elements, each >= 0, one for each side
    const std::byte* data = nullptr;   // first element, aligned to elementSize(type); little endian
    std::size_t bytes = 0;             // from data to the end of the last element that is reached

    std::int64_t elements() const;
    /// True when the elements lie in row-major order without gaps.
    bool contiguous() const;
};

struct FileContents;

/// The tensors of one model file or folder. Immutable, any thread, copied in constant time; keeps
/// the file open and mapped.
class TensorFile
{
public:
    TensorFile();
    explicit TensorFile(std::shared_ptr<const FileContents> contents);

    const std::vector<TensorView>& tensors() const;
    /// The view of that name, or null.
    const TensorView* find(std::string_view name) const;
    /// safetensors: its own; PyTorch: "global_step" where the file tells it.
    const std::map<std::string, std::string>& metadata() const;
    /// "safetensors", "pytorch zip", "pytorch legacy", "npy" or "npy folder".
    std::string container() const;

private:
    std::shared_ptr<const FileContents> m_contents;
};

/// Opens a model and recognises it by its bytes: safetensors, PyTorch .pth/.pt/.ckpt (zip and the
/// older container), .npy, or a folder of .npy files (a tensor is named after its file). Nothing in
/// the file is ever run. The state dict is found inside nested dicts, optimizer state is left out,
/// and the prefixes "module." and "_orig_mod." are taken off the names. Every view has been checked
/// against its storage. Throws Error: BadModelFile, MissingFile, NoPermission.
TensorFile readTensors(const std::filesystem::path& path);

/// Writes a safetensors file under a temporary name beside `path`, flushes it to the disk and
/// renames it: at every moment the old file or the new one is there. Views may have any strides.
/// Throws Error: BadArgument, DiskFull, NoPermission, MissingFile.
void writeSafetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

/// SHA-256 as 64 hexadecimal digits: of a file's bytes, or, for a folder, of the names and digests
/// of its .npy files in order. Throws Error as readTensors does, and what `checkpoint` throws; it
/// is called every few megabytes.
std::string sha256OfModel(const std::filesystem::path& path,
                          const std::function<void()>& checkpoint = {});

} // namespace enogu
