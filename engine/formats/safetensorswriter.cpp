// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/formats/contents.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <set>
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

/// A file under a temporary name that takes its own name at commit() and vanishes otherwise.
class AtomicFile
{
public:
    explicit AtomicFile(const std::filesystem::path& path)
        : m_path(path), m_name(shownName(path)), m_temporary(path.native() + ".XXXXXX")
    {
        m_descriptor = ::mkostemp(m_temporary.data(), O_CLOEXEC);
        if (m_descriptor < 0)
            refuseWrite(m_name, errno);
        const mode_t mask = ::umask(0);
        ::umask(mask);
        ::fchmod(m_descriptor, 0666 & ~mask);
    }
    ~AtomicFile()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
        if (!m_done)
            ::unlink(m_temporary.c_str());
    }
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(const void* data, std::size_t size)
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

    void commit()
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

private:
    std::filesystem::path m_path;
    std::string m_name;
    std::string m_temporary;
    int m_descriptor = -1;
    bool m_done = false;
};

std::vector<const TensorView*> ordered(const std::vector<TensorView>& tensors)
{
    std::vector<const TensorView*> order;
    std::set<std::string_view> names;
    for (const TensorView& view : tensors) {
        std::size_t spanned = 0;
        if (view.name == "__metadata__" || !isUtf8(view.name) || !names.insert(view.name).second)
            throw Error(ErrorCode::BadArgument, "A tensor to be written needs a name of its own.");
        if (view.shape.size() > kMaxRank || !spannedBytes(view, spanned) || spanned > view.bytes)
            throw Error(ErrorCode::BadArgument,
                        "The tensor " + shown(view.name) + " reaches beyond its own bytes.");
        order.push_back(&view);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return elementSize(a->type) > elementSize(b->type); // keeps every tensor aligned
    });
    return order;
}

std::size_t packedBytes(const TensorView& view)
{
    return static_cast<std::size_t>(view.elements()) * elementSize(view.type);
}

std::string headerOf(const std::vector<const TensorView*>& order,
                     const std::map<std::string, std::string>& metadata)
{
    nlohmann::json header = nlohmann::json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::size_t offset = 0;
    for (const TensorView* view : order) {
        const std::size_t end = offset + packedBytes(*view);
        header[view->name] = {{"dtype", elementName(view->type)},
                              {"shape", view->shape},
                              {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}

/// Copies the elements in row-major order, one row of the last side at a time.
std::vector<std::byte> packed(const TensorView& view)
{
    const std::size_t size = elementSize(view.type);
    std::vector<std::byte> result(packedBytes(view));
    std::vector<std::int64_t> index(view.shape.size(), 0);
    for (std::size_t at = 0; at < result.size(); at += size) {
        std::int64_t from = 0;
        for (std::size_t i = 0; i < index.size(); ++i)
            from += index[i] * view.strides[i];
        std::memcpy(result.data() + at, view.data + static_cast<std::size_t>(from) * size, size);
        for (std::size_t i = index.size(); i-- > 0 && ++index[i] == view.shape[i];)
            index[i] = 0;
    }
    return result;
}

} // namespace

void writeSafetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                      const std::map<std::string, std::string>& metadata)
{
    const auto order = ordered(tensors);
    const std::string header = headerOf(order, metadata);
    const std::uint64_t length = header.size();
    AtomicFile file(path);
    file.write(&length, sizeof length);
    file.write(header.data(), header.size());
    for (const TensorView* view : order) {
        if (view->contiguous()) {
            file.write(view->data, packedBytes(*view));
            continue;
        }
        const auto bytes = packed(*view);
        file.write(bytes.data(), bytes.size());
    }
    file.commit();
}

} // namespace enogu
