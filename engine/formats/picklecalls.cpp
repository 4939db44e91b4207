// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/contents.h"
#include "engine/formats/pickle.h"

#include <algorithm>

namespace enogu {
namespace {

using Items = std::vector<PickleValue>;

[[noreturn]] void refuseTensor(const std::string& name, std::string_view what)
{
    refuse(name, "it describes a tensor " + std::string(what));
}

std::vector<std::int64_t> sides(const PickleProgram& program, const PickleValue& tuple,
                                const std::string& name)
{
    if (tuple.kind != PickleKind::Tuple)
        refuseTensor(name, "without a proper shape");
    std::vector<std::int64_t> result;
    for (const PickleValue& item : program.nodes[tuple.index].items) {
        if (item.kind != PickleKind::Int || item.number < 0)
            refuseTensor(name, "with a side or stride that is no size");
        result.push_back(item.number);
    }
    if (result.size() > kMaxRank)
        refuseTensor(name, "with more than 8 sides");
    return result;
}

void refuseOutside(PickleTensor& tensor, std::uint64_t offset, const PickleStorage& storage,
                   const std::string& name)
{
    TensorView packed;
    packed.type = tensor.view.type;
    if (!setContiguousShape(packed, tensor.view.shape) ||
        !spannedBytes(tensor.view, tensor.view.bytes))
        refuseTensor(name, "that is too large or whose strides do not fit its shape");
    if (packed.bytes > storage.bytes)
        refuseTensor(name, "with more numbers than its storage holds");
    if (!multiplyInto<std::uint64_t>(offset, elementSize(tensor.view.type)) ||
        !fits(offset, tensor.view.bytes, storage.bytes))
        refuseTensor(name, "that reaches beyond its storage");
    tensor.begin = offset;
}

/// (storage, offset, shape, strides, …): the start that all versions share.
PickleValue rebuildTensor(PickleProgram& program, const Items& items, const std::string& name)
{
    if (items[0].kind != PickleKind::Storage)
        refuseTensor(name, "that depends on something unknown");
    if (items[1].kind != PickleKind::Int || items[1].number < 0)
        refuseTensor(name, "with an impossible offset");
    const PickleStorage& storage = program.storages[items[0].index];
    PickleTensor tensor;
    tensor.storage = items[0].index;
    tensor.view.type = storage.type;
    if (items.size() > 6 && items[6].kind == PickleKind::DataType)
        tensor.view.type = static_cast<ElementType>(items[6].number);
    else if (storage.untyped)
        refuse(name, "it describes a tensor of an unknown type", kSaveAgain);
    tensor.view.shape = sides(program, items[2], name);
    tensor.view.strides = sides(program, items[3], name);
    refuseOutside(tensor, static_cast<std::uint64_t>(items[1].number), storage, name);
    program.tensors.push_back(std::move(tensor));
    return {PickleKind::Tensor, static_cast<std::uint32_t>(program.tensors.size() - 1), 0, {}};
}

PickleValue orderedDict(PickleProgram& program, const Items& items, const std::string& name)
{
    Items pairs;
    if (items.size() > 1 || (items.size() == 1 && items[0].kind != PickleKind::List))
        refuse(name, "it fills a dictionary in an unknown way");
    const Items listed = items.empty() ? Items() : program.nodes[items[0].index].items;
    for (const PickleValue& pair : listed) { // [[key, value], …], as Python 2 wrote
        const bool nested = pair.kind == PickleKind::List || pair.kind == PickleKind::Tuple;
        if (!nested || program.nodes[pair.index].items.size() != 2)
            refuse(name, "it fills a dictionary in an unknown way");
        const Items& parts = program.nodes[pair.index].items;
        pairs.insert(pairs.end(), parts.begin(), parts.end());
    }
    return addPickleNode(program, PickleKind::Dict, std::move(pairs), name);
}

PickleValue placeholder(const Items& items)
{
    const bool hides = std::any_of(items.begin(), items.end(), [](const PickleValue& item) {
        return item.kind == PickleKind::Tensor || item.kind == PickleKind::Storage ||
               (item.kind == PickleKind::Placeholder && item.number == 1);
    });
    return {PickleKind::Placeholder, 0, hides ? 1 : 0, {}};
}

std::uint64_t storageCount(const PickleValue& value, const std::string& name)
{
    if (value.kind != PickleKind::Int || value.number < 0)
        refuse(name, "it describes a storage of an impossible length");
    return static_cast<std::uint64_t>(value.number);
}

/// The last field of a legacy id: None, or (key of the view, offset, length) in elements.
void narrow(const PickleProgram& program, const PickleValue& part, PickleStorage& storage,
            const std::string& name)
{
    if (part.kind != PickleKind::Tuple)
        return;
    const Items& items = program.nodes[part.index].items;
    if (items.size() != 3)
        refuse(name, "it describes a part of a storage in an unknown way");
    const std::size_t size = storage.untyped ? 1 : elementSize(storage.type);
    std::uint64_t begin = storageCount(items[1], name);
    std::uint64_t length = storageCount(items[2], name);
    if (!multiplyInto<std::uint64_t>(begin, size) || !multiplyInto<std::uint64_t>(length, size) ||
        !fits(begin, length, storage.keyBytes))
        refuse(name, "it describes a part that lies outside its storage");
    storage.begin = begin;
    storage.bytes = length;
}

} // namespace

PickleValue pickleCall(PickleProgram& program, const PickleValue& callee,
                       const PickleValue& arguments, const std::string& name)
{
    if (arguments.kind != PickleKind::Tuple)
        refuse(name, "its pickle passes arguments that are no tuple");
    const Items items = program.nodes[arguments.index].items;
    if (callee.kind == PickleKind::Placeholder)
        return placeholder(items);
    if (callee.kind != PickleKind::Callable)
        refuse(name, "its pickle calls something that is no function", kDistrust);
    const auto call = static_cast<PickleCall>(callee.index);
    if (call == PickleCall::OrderedDict)
        return orderedDict(program, items, name);
    if (call == PickleCall::Size && items.size() == 1 && items[0].kind == PickleKind::Tuple)
        return items[0];
    if (call == PickleCall::RebuildParameter && !items.empty() &&
        items[0].kind == PickleKind::Tensor)
        return items[0];
    const bool fromStorage = call == PickleCall::RebuildTensor ||
                             call == PickleCall::RebuildTensorV2 ||
                             call == PickleCall::RebuildTensorV3;
    const std::size_t fewest = call == PickleCall::RebuildTensor     ? 4
                               : call == PickleCall::RebuildTensorV2 ? 6
                                                                     : 7;
    if (!fromStorage || items.size() < fewest || items.size() > 8)
        refuseTensor(name, "with wrong arguments");
    return rebuildTensor(program, items, name);
}

PickleValue pickleStorage(PickleProgram& program, const PickleValue& id, const std::string& name)
{
    if (id.kind != PickleKind::Tuple)
        refuse(name, "it refers to a storage in an unknown way");
    const Items& items = program.nodes[id.index].items;
    const bool known = (items.size() == 5 || items.size() == 6) &&
                       items[0].kind == PickleKind::Text && items[0].text == "storage" &&
                       items[2].kind == PickleKind::Text;
    if (!known || items[1].kind != PickleKind::StorageType)
        refuse(name, "it refers to a storage of an unknown kind", kSaveAgain);
    PickleStorage storage;
    storage.key = items[2].text;
    storage.untyped = items[1].number < 0;
    if (!storage.untyped)
        storage.type = static_cast<ElementType>(items[1].number);
    storage.keyBytes = storageCount(items[4], name);
    if (!multiplyInto<std::uint64_t>(storage.keyBytes, elementSize(storage.type)) ||
        storage.keyBytes > INT64_MAX)
        refuse(name, "it describes a storage of an impossible length");
    storage.bytes = storage.keyBytes;
    if (items.size() == 6)
        narrow(program, items[5], storage, name);
    program.storages.push_back(storage);
    return {PickleKind::Storage, static_cast<std::uint32_t>(program.storages.size() - 1), 0, {}};
}

PickleValue addPickleNode(PickleProgram& program, PickleKind kind, Items items,
                          const std::string& name)
{
    const PickleValue value = {kind, static_cast<std::uint32_t>(program.nodes.size()), 0, {}};
    program.nodes.emplace_back();
    appendToPickleNode(program, value, items, name);
    return value;
}

void appendToPickleNode(PickleProgram& program, const PickleValue& target,
                        std::span<const PickleValue> items, const std::string& name)
{
    PickleNode& node = program.nodes[target.index];
    for (const PickleValue& item : items) {
        const bool nested = item.kind == PickleKind::Tuple || item.kind == PickleKind::List ||
                            item.kind == PickleKind::Dict;
        if (nested)
            node.depth = std::max(node.depth, program.nodes[item.index].depth + 1);
        if (node.depth > kMaxPickleDepth)
            refuse(name, "its pickle nests more than 1,000 levels", kDistrust);
        node.items.push_back(item);
    }
}

} // namespace enogu
