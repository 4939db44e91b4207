// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/readfile.h"

#include "engine/photo/descriptor.h"
#include "engine/photo/sentence.h"

#include <cerrno>

#include <sys/stat.h>

namespace enogu {
namespace {

constexpr off_t kLargestFile = off_t(4) << 30;

void checkKind(const struct stat& status, const std::filesystem::path& path)
{
    if (S_ISDIR(status.st_mode))
        throw fileError(ErrorCode::BadImage, path, "is a folder: choose a photo inside it.");
    if (!S_ISREG(status.st_mode))
        throw fileError(ErrorCode::BadImage, path, "is not a file: choose a photo.");
    if (status.st_size == 0)
        throw fileError(ErrorCode::BadImage, path, "is empty: choose another photo.");
    if (status.st_size > kLargestFile)
        throw fileError(ErrorCode::ImageTooLarge, path,
                        "is larger than 4 GB: save a smaller version of it.");
}

} // namespace

std::vector<std::uint8_t> readWholeFile(const std::filesystem::path& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (file.get() < 0)
        throw systemError(errno, path, "read");
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0)
        throw systemError(errno, path, "read");
    checkKind(status, path);
    std::vector<std::uint8_t> bytes(std::size_t(status.st_size));
    std::size_t have = 0;
    while (have < bytes.size()) {
        const auto got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw systemError(errno, path, "read");
        if (got == 0)
            break;
        have += std::size_t(got);
    }
    bytes.resize(have);
    return bytes;
}

} // namespace enogu
