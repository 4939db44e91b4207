// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/mapping.h"

#include "engine/api/error.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace enogu {
namespace {

constexpr std::size_t kReadWhole = std::size_t(64) << 20;

bool mayShrinkRemotely(int descriptor)
{
    constexpr std::array<std::uint32_t, 5> kRemote = {0x6969, 0xFF534D42, 0xFE534D42, 0x517B,
                                                      0x65735546}; // NFS, CIFS, SMB2, SMB, FUSE
    struct statfs system = {};
    if (::fstatfs(descriptor, &system) != 0)
        return true;
    for (const std::uint32_t kind : kRemote) {
        if (static_cast<std::uint32_t>(system.f_type) == kind)
            return true;
    }
    return false;
}

[[noreturn]] void refuseOpen(const std::string& name, int reason)
{
    if (reason == ENOENT || reason == ENOTDIR)
        throw Error(ErrorCode::MissingFile, "There is no " + name + "; choose the model again.");
    if (reason == EACCES || reason == EPERM)
        throw Error(ErrorCode::NoPermission,
                    "Cannot open " + name + ": reading is not permitted; change its permissions.");
    refuse(name, "the system reports a read error", "check the disk and try again");
}

} // namespace

std::shared_ptr<const Mapping> Mapping::open(const std::filesystem::path& path)
{
    return std::shared_ptr<const Mapping>(new Mapping(path));
}

Mapping::Mapping(const std::filesystem::path& path) : m_name(shownName(path))
{
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (m_descriptor < 0)
        refuseOpen(m_name, errno);
    try {
        struct stat status = {};
        if (::fstat(m_descriptor, &status) != 0)
            refuseOpen(m_name, errno);
        if (!S_ISREG(status.st_mode))
            refuse(m_name, "it is not a regular file", "choose a model file");
        const auto size = static_cast<std::size_t>(status.st_size);
        if (size <= kReadWhole || mayShrinkRemotely(m_descriptor))
            readAll(size);
        else
            map(size);
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

void Mapping::readAll(std::size_t size)
{
    m_read.resize(size);
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got =
            ::pread(m_descriptor, m_read.data() + done, size - done, static_cast<off_t>(done));
        if (got == 0)
            refuse(m_name, "it became shorter while it was read", "wait for the copy to end");
        if (got < 0 && errno != EINTR)
            refuseOpen(m_name, errno);
        done += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    m_bytes = m_read;
}

void Mapping::map(std::size_t size)
{
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, m_descriptor, 0);
    if (mapped == MAP_FAILED)
        refuseOpen(m_name, errno);
    m_mapped = mapped;
    m_bytes = {static_cast<const std::byte*>(mapped), size};
}

Mapping::~Mapping()
{
    if (m_mapped)
        ::munmap(m_mapped, m_bytes.size());
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace enogu
