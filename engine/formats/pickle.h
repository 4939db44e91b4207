// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/bytes.h"
#include "engine/formats/tensorfile.h"

namespace enogu {

constexpr std::size_t kMaxPickleBytes = std::size_t(16) << 20;
constexpr std::size_t kMaxPickleValues = 2'000'000;
constexpr std::size_t kMaxPickleDepth = 1'000;

enum class PickleKind : std::uint8_t {
    Inert, // None, a float, or a number beyond 64 bits: nothing that a tensor needs
    Bool,
    Int,
    Text,        // a text or raw bytes
    Tuple,       // items in nodes[index]
    List,        // items in nodes[index]
    Dict,        // key, value, key, value… in nodes[index]
    Callable,    // a function of the allow-list: index is a PickleCall
    StorageType, // number is an ElementType, or -1 for untyped bytes
    DataType,    // number is an ElementType
    Storage,     // storages[index]
    Tensor,      // tensors[index]
    Placeholder, // of a name that is unknown and never called; number 1 when it hides a tensor
};

enum class PickleCall : std::uint32_t {
    OrderedDict,
    Size,
    RebuildTensor,
    RebuildTensorV2,
    RebuildTensorV3,
    RebuildParameter,
};

struct PickleValue
{
    PickleKind kind = PickleKind::Inert;
    std::uint32_t index = 0;
    std::int64_t number = 0;
    std::string_view text; // into the pickle's bytes
};

struct PickleNode
{
    std::vector<PickleValue> items;
    std::size_t depth = 1;
};

/// A part of the bytes that are stored under `key`.
struct PickleStorage
{
    std::string_view key;
    ElementType type = ElementType::U8;
    bool untyped = false;
    std::uint64_t keyBytes = 0; // that the key must hold
    std::uint64_t begin = 0;    // of this storage inside them
    std::uint64_t bytes = 0;
};

/// A tensor whose view lies inside its storage; view.data is still null.
struct PickleTensor
{
    TensorView view;
    std::uint32_t storage = 0;
    std::uint64_t begin = 0; // bytes inside the storage
};

/// What a pickle describes. Values refer to each other by index, so cycles do no harm.
struct PickleProgram
{
    PickleValue root;
    std::vector<PickleNode> nodes;
    std::vector<PickleStorage> storages;
    std::vector<PickleTensor> tensors;
    std::size_t length = 0; // bytes up to and with STOP
};

/// Reads the pickle at the start of `bytes` as data: it calls nothing and knows only the names that
/// build tensors. Throws Error(BadModelFile); `name` is for the sentence.
PickleProgram readPickle(Bytes bytes, const std::string& name);

/// What a global name of a pickle stands for. Refuses every module that could run a program.
PickleValue pickleGlobal(std::string_view module, std::string_view global, const std::string& name);

/// The value that "calling" `callee` with the tuple `arguments` stands for.
PickleValue pickleCall(PickleProgram& program, const PickleValue& callee,
                       const PickleValue& arguments, const std::string& name);

/// The storage that a persistent id describes.
PickleValue pickleStorage(PickleProgram& program, const PickleValue& id, const std::string& name);

/// A new tuple, list or dict; refuses more than kMaxPickleDepth levels.
PickleValue addPickleNode(PickleProgram& program, PickleKind kind, std::vector<PickleValue> items,
                          const std::string& name);
void appendToPickleNode(PickleProgram& program, const PickleValue& target,
                        std::span<const PickleValue> items, const std::string& name);

} // namespace enogu
