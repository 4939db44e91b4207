// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/atomicwrite.h"

#include "engine/photo/descriptor.h"
#include "engine/photo/sentence.h"

#include <atomic>
#include <cerrno>
#include <string>

#include <sys/stat.h>

namespace enogu {
namespace {

namespace fs = std::filesystem;

fs::path realTarget(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::is_symlink(path, ignored))
        return path;
    const auto target = fs::weakly_canonical(path, ignored);
    return ignored ? path : target;
}

fs::path folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

Error taken(const fs::path& path)
{
    return fileError(ErrorCode::FileExists, path,
                     "exists already: allow overwriting or choose another name.");
}

void writeAll(int fd, const std::vector<std::uint8_t>& bytes, const fs::path& path)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw systemError(errno, path, "written");
        done += std::size_t(count);
    }
    if (::fsync(fd) != 0 && errno != EINVAL)
        throw systemError(errno, path, "written");
}

/// A temporary name in the target's folder, removed at the end unless it was renamed.
class TemporaryName
{
public:
    explicit TemporaryName(const fs::path& folder)
    {
        static std::atomic<unsigned> count{0};
        m_path = folder /
                 (".enogu-" + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".part");
    }
    TemporaryName(const TemporaryName&) = delete;
    ~TemporaryName() { ::unlink(m_path.c_str()); }

    const char* get() const { return m_path.c_str(); }

private:
    fs::path m_path;
};

mode_t modeFor(const fs::path& path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
}

/// Gives the nameless file a name; false when the system cannot.
bool linkTo(int fd, const char* name)
{
    const auto self = "/proc/self/fd/" + std::to_string(fd);
    return ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

void putInPlace(const TemporaryName& temporary, const fs::path& target, bool overwrite)
{
    if (overwrite) {
        if (::rename(temporary.get(), target.c_str()) != 0)
            throw systemError(errno, target, "written");
        return;
    }
    if (::link(temporary.get(), target.c_str()) == 0)
        return;
    if (errno == EEXIST)
        throw taken(target);
    // A file system without hard links: the check and the renaming are two steps there.
    if (::access(target.c_str(), F_OK) == 0)
        throw taken(target);
    if (::rename(temporary.get(), target.c_str()) != 0)
        throw systemError(errno, target, "written");
}

void syncFolder(const fs::path& folder)
{
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() >= 0)
        ::fsync(directory.get());
}

} // namespace

void checkTarget(const fs::path& path, bool overwrite)
{
    std::error_code ignored;
    const auto target = realTarget(path);
    const auto kind = fs::status(target, ignored).type();
    if (kind == fs::file_type::directory)
        throw fileError(ErrorCode::BadArgument, path, "is a folder: add a file name.");
    if (kind == fs::file_type::regular && !overwrite)
        throw taken(path);
    if (kind != fs::file_type::not_found && kind != fs::file_type::none &&
        kind != fs::file_type::regular)
        throw fileError(ErrorCode::BadArgument, path, "is not a file: choose another name.");
    if (!fs::is_directory(folderOf(target), ignored))
        throw fileError(ErrorCode::MissingFile, path,
                        "cannot be written because its folder does not exist: create it first.");
}

void writeAtomically(const fs::path& path, const std::vector<std::uint8_t>& bytes, bool overwrite)
{
    checkTarget(path, overwrite);
    const auto target = realTarget(path);
    const auto folder = folderOf(target);
    const TemporaryName temporary(folder);
    int fd = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    const bool nameless = fd >= 0;
    if (!nameless)
        fd = ::open(temporary.get(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    const Descriptor file(fd);
    if (file.get() < 0)
        throw systemError(errno, path, "written");
    if (const auto mode = modeFor(target))
        ::fchmod(file.get(), mode);
    writeAll(file.get(), bytes, path);
    if (nameless && !overwrite && linkTo(file.get(), target.c_str())) {
        syncFolder(folder);
        return;
    }
    if (nameless && !linkTo(file.get(), temporary.get()))
        throw systemError(errno, path, "written");
    putInPlace(temporary, target, overwrite);
    syncFolder(folder);
}

} // namespace enogu
