// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/formats/atomicfile.h"
#include "engine/formats/contents.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace enogu {
namespace {

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
