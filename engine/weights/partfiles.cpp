// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/partfiles.h"

#include "engine/api/error.h"
#include "engine/formats/bytes.h"
#include "engine/text/jsonfile.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace enogu {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxIndex = 32'000'000;
constexpr std::size_t kMostShards = 1000;

/// "model" and "safetensors", in the order in which they are looked for.
struct Weights
{
    std::string base;
    std::string extension;
};

const std::vector<Weights>& spellings()
{
    static const std::vector<Weights> all = {{"diffusion_pytorch_model", "safetensors"},
                                             {"model", "safetensors"},
                                             {"diffusion_pytorch_model", "bin"},
                                             {"pytorch_model", "bin"}};
    return all;
}

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// A shard lies in the folder of its index, or is a link into the blobs of the hub's cache.
bool staysInside(const fs::path& folder, const fs::path& shard)
{
    std::error_code fault;
    const fs::path real = fs::canonical(shard, fault);
    if (fault)
        return true; // missing: another sentence says so
    if (real.parent_path() == fs::canonical(folder, fault))
        return true;
    const fs::path blobs = real.parent_path();
    return blobs.filename() == "blobs" &&
           blobs.parent_path().filename().string().starts_with("models--");
}

std::string plainName(const nlohmann::json& value, const std::string& index)
{
    const std::string name = value.is_string() ? value.get<std::string>() : std::string();
    if (name.empty() || name == "." || name == ".." || name.size() > 255 ||
        name.find_first_of(std::string_view("/\\:\0", 4)) != name.npos)
        refuse(index, "it points outside its folder (" + shown(name) + ")", kDistrust);
    return name;
}

PartFiles readIndex(const fs::path& path)
{
    PartFiles result;
    result.indexName = nameInModel(path);
    const auto json = readJson(path, kMaxIndex);
    const auto map = json.find("weight_map");
    if (map == json.end() || !map->is_object() || map->empty())
        refuse(result.indexName, "it holds no weight_map", "get a complete copy of the model");
    std::map<std::string, std::size_t> places;
    for (const auto& [tensor, file] : map->items()) {
        const std::string name = plainName(file, result.indexName);
        const auto [place, isNew] = places.emplace(name, result.files.size());
        result.index[tensor] = place->second;
        if (!isNew)
            continue;
        const fs::path shard = path.parent_path() / name;
        if (!staysInside(path.parent_path(), shard))
            refuse(result.indexName, "its " + shown(name) + " is a link out of the folder",
                   kDistrust);
        if (result.files.size() >= kMostShards)
            refuse(result.indexName, "it names too many files", kDistrust);
        result.files.push_back(shard);
    }
    return result;
}

std::string infix(const std::string& variant)
{
    return variant.empty() ? "." : "." + variant + ".";
}

/// The files of a variant, or none.
PartFiles filesOfVariant(const fs::path& folder, const std::string& variant)
{
    for (const Weights& weights : spellings()) {
        const std::string& base = weights.base;
        const fs::path whole = folder / (base + infix(variant) + weights.extension);
        if (isFile(whole))
            return {{whole}, {}, {}};
        const std::string indices[] = {base + "." + weights.extension + ".index" + infix(variant) +
                                           "json",
                                       base + infix(variant) + weights.extension + ".index.json"};
        for (const std::string& index : indices)
            if (isFile(folder / index))
                return readIndex(folder / index);
    }
    return {};
}

/// The variants that a folder's files speak of: "fp16" of model.fp16.safetensors.
std::set<std::string> variantsIn(const fs::path& folder)
{
    std::set<std::string> variants;
    std::error_code fault;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
        const std::string name = at->path().filename().string();
        for (const auto& [base, extension] : spellings()) {
            std::string_view rest = name;
            if (!rest.starts_with(base + "."))
                continue;
            rest.remove_prefix(base.size() + 1);
            const std::size_t dot = rest.find('.');
            const bool infixed = rest.find(extension) != rest.npos && dot != rest.npos;
            if (infixed && rest.substr(0, dot) != extension)
                variants.emplace(rest.substr(0, dot));
            else if (infixed && rest.starts_with(extension + ".index.") &&
                     rest != extension + ".index.json")
                variants.emplace(
                    rest.substr(extension.size() + 7, rest.size() - extension.size() - 7 - 5));
        }
        if (variants.size() > 100)
            break;
    }
    return variants;
}

} // namespace

PartFiles findPartFiles(const fs::path& folder, const std::string& variant)
{
    for (const std::string& wanted : {variant, std::string()}) {
        PartFiles found = filesOfVariant(folder, wanted);
        if (!found.files.empty())
            return found;
    }
    std::set<std::string> variants = variantsIn(folder);
    if (variants.contains("fp16"))
        variants = {"fp16"};
    for (const std::string& only : variants) {
        PartFiles found = filesOfVariant(folder, only);
        if (!found.files.empty())
            return found;
    }
    throw Error(ErrorCode::MissingFile, nameInModel(folder / "*.safetensors") +
                                            " is missing; get a complete copy of the model.");
}

} // namespace enogu
