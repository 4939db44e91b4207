// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/atomicfile.h"

#include "engine/api/error.h"
#include "engine/formats/bytes.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace enogu {

namespace {

[[noreturn]] void refuseWrite(const std::string& name, int reason)
{
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
        throw Error(ErrorCode::DiskFull,
                    "Cannot write " + name + ": the disk is full; free some space and try again.");
    if (reason == ENOENT || reason == ENOTDIR)
        throw Error(ErrorCode::MissingFile,
                    "Cannot write " + name + ": its folder is missing; choose another folder.");
    throw Error(ErrorCode::NoPermission,
                "Cannot write " + name + ": writing is not permitted; choose another folder.");
}

} // namespace

AtomicFile::AtomicFile(const std::filesystem::path& path)
    : m_path(path), m_name(shownName(path)), m_temporary(path.native() + ".XXXXXX")
{
    m_descriptor = ::mkostemp(m_temporary.data(), O_CLOEXEC);
    if (m_descriptor < 0)
        refuseWrite(m_name, errno);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(m_descriptor, 0666 & ~mask);
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_done)
        ::unlink(m_temporary.c_str());
}

void AtomicFile::write(const void* data, std::size_t size)
{
    const char* at = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t done = ::write(m_descriptor, at, size);
        if (done < 0 && errno != EINTR)
            refuseWrite(m_name, errno);
        at += done > 0 ? done : 0;
        size -= done > 0 ? static_cast<std::size_t>(done) : 0;
    }
}

void AtomicFile::commit()
{
    const int closed = ::fsync(m_descriptor) == 0 ? ::close(m_descriptor) : -1;
    if (closed != 0)
        refuseWrite(m_name, errno);
    m_descriptor = -1;
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        refuseWrite(m_name, errno);
    m_done = true;
    const auto parent = m_path.parent_path();
    const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

} // namespace enogu
