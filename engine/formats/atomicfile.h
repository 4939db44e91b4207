// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace enogu {

/// A file under a temporary name beside its own that takes its own name at commit(), flushed to the
/// disk, and vanishes otherwise: at every moment the old file or the new one is there. Throws
/// Error: DiskFull, NoPermission, MissingFile.
class AtomicFile
{
public:
    explicit AtomicFile(const std::filesystem::path& path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(const void* data, std::size_t size);
    void commit();

private:
    std::filesystem::path m_path;
    std::string m_name;
    std::string m_temporary;
    int m_descriptor = -1;
    bool m_done = false;
};

} // namespace enogu
