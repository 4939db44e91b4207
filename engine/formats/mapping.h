// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/bytes.h"

#include <memory>
#include <vector>

namespace enogu {

/// The bytes of one regular file, read-only, for as long as the object lives. A file of up to
/// 64 MiB, and any file of a network file system, is read into memory: nobody can cut it short
/// afterwards. A longer one is mapped and its descriptor stays open.
class Mapping
{
public:
    /// Throws Error: MissingFile, NoPermission, BadModelFile (not a regular file, read error).
    static std::shared_ptr<const Mapping> open(const std::filesystem::path& path);

    ~Mapping();
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    Bytes bytes() const { return m_bytes; }
    /// The file's name, fit for a sentence.
    const std::string& name() const { return m_name; }

private:
    explicit Mapping(const std::filesystem::path& path);
    void readAll(std::size_t size);
    void map(std::size_t size);

    std::string m_name;
    int m_descriptor = -1;
    void* m_mapped = nullptr;
    std::vector<std::byte> m_read;
    Bytes m_bytes;
};

} // namespace enogu
