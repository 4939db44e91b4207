// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/checkpoint.h"

#include "engine/api/error.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <unistd.h>

namespace enogu::core {

namespace {

const char* typeName(at::ScalarType type)
{
    switch (type) {
    case at::kFloat:
        return "F32";
    case at::kHalf:
        return "F16";
    case at::kDouble:
        return "F64";
    case at::kByte:
        return "U8";
    case at::kLong:
        return "I64";
    default:
        throw Error(ErrorCode::Internal, "A checkpoint cannot hold this type of tensor.");
    }
}

at::ScalarType typeOf(const std::string& name)
{
    for (at::ScalarType type : {at::kFloat, at::kHalf, at::kDouble, at::kByte, at::kLong})
        if (name == typeName(type))
            return type;
    throw Error(ErrorCode::BadModelFile, "The checkpoint holds the unknown type " + name + ".");
}

} // namespace

void saveAtomically(const std::filesystem::path& path, const std::string& bytes)
{
    const std::filesystem::path draft = path.string() + ".part";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(draft.c_str(), "wb"),
                                                               &std::fclose);
    const bool written = file &&
                         std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                         std::fflush(file.get()) == 0 && fsync(fileno(file.get())) == 0;
    std::error_code failed;
    if (written)
        std::filesystem::rename(draft, path, failed);
    if (!written || failed)
        throw Error(ErrorCode::DiskFull, path.string() + " cannot be written; free space or choose "
                                                         "another folder.");
}

void saveCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint)
{
    nlohmann::json header;
    header["__metadata__"] = checkpoint.words;
    std::string data;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        const at::Tensor flat = tensor.detach().cpu().contiguous();
        const std::size_t start = data.size();
        data.append(static_cast<const char*>(flat.const_data_ptr()), flat.nbytes());
        header[name] = {{"dtype", typeName(flat.scalar_type())},
                        {"shape", flat.sizes().vec()},
                        {"data_offsets", {start, data.size()}}};
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = char((text.size() >> (8 * i)) & 0xff);
    saveAtomically(path, bytes + text + data);
}

Checkpoint loadCheckpoint(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::MissingFile, path.string() + " cannot be opened.");
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < 8 && i < bytes.size(); ++i)
        length |= std::uint64_t(std::uint8_t(bytes[i])) << (8 * i);
    const Error broken(ErrorCode::BadModelFile, path.string() + " is no complete checkpoint.");
    if (bytes.size() < 8 || length > bytes.size() - 8)
        throw broken;
    const auto header = nlohmann::json::parse(bytes.substr(8, length), nullptr, false);
    if (!header.is_object())
        throw broken;
    Checkpoint checkpoint;
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") {
            checkpoint.words = entry.get<std::map<std::string, std::string>>();
            continue;
        }
        const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
        at::Tensor tensor = at::empty(shape, typeOf(entry.at("dtype").get<std::string>()));
        const std::size_t start = 8 + length + entry.at("data_offsets").at(0).get<std::size_t>();
        if (start > bytes.size() || bytes.size() - start < tensor.nbytes())
            throw broken;
        std::memcpy(tensor.mutable_data_ptr(), bytes.data() + start, tensor.nbytes());
        checkpoint.tensors.emplace(name, tensor);
    }
    return checkpoint;
}

} // namespace enogu::core
