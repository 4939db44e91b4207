// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/generators.h"

#include "engine/api/error.h"
#include "engine/weights/architectures.h"
#include "engine/weights/tensors.h"

#include <ATen/ops/empty.h>

#include <system_error>

namespace enogu {

namespace {

struct Wanted
{
    std::string key;
    std::vector<std::int64_t> shape;
};

/// A recognised file: the architecture, and the tensors that it asks for.
struct Recognised
{
    const Architecture* architecture;
    std::vector<Wanted> wanted;
    int sizeMultiple;
};

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

std::string nameOf(const std::filesystem::path& path)
{
    const auto name = path.filename().u8string();
    return {name.begin(), name.end()};
}

/// Builds the network without memory to learn which tensors it reads.
Recognised demands(const Architecture& architecture)
{
    Recognised result{&architecture, {}, 1};
    const core::TensorSource source = [&](const std::string& key,
                                          const std::vector<std::int64_t>& shape) {
        result.wanted.push_back({key, shape});
        return at::empty(shape, at::TensorOptions().dtype(at::kFloat).device(at::kMeta));
    };
    const auto net = architecture.build(source, at::kFloat, core::Resample::UpHalfPixel);
    result.sizeMultiple = net->traits().sizeMultiple;
    return result;
}

std::size_t matches(const Recognised& candidate, const TensorFile& file)
{
    std::size_t count = 0;
    for (const Wanted& wanted : candidate.wanted) {
        const TensorView* view = file.find(wanted.key);
        count += view && view->shape == wanted.shape;
    }
    return count;
}

[[noreturn]] void refuseUnknown(const std::filesystem::path& path, const TensorFile& file)
{
    std::string keys;
    const auto& tensors = file.tensors();
    for (std::size_t i = 0; i < tensors.size() && i < 2; ++i)
        keys += (i ? ", " : "") + tensors[i].name.substr(0, 60);
    throw Error(ErrorCode::WrongModelKind,
                nameOf(path) + " is no generator that Enogu knows: it holds " +
                    std::to_string(tensors.size()) + " tensors" +
                    (keys.empty() ? "" : " (" + keys + (tensors.size() > 2 ? ", …)" : ")")) +
                    "; choose AnimeGAN v1, v2 or v3, CartoonGAN, White-box or Cel weights.");
}

Recognised recognise(const std::filesystem::path& path, const TensorFile& file)
{
    Recognised best{nullptr, {}, 1};
    double bestShare = 0.5;
    for (const Architecture& architecture : architectures()) {
        Recognised candidate = demands(architecture);
        const double share = double(matches(candidate, file)) / double(candidate.wanted.size());
        if (share < bestShare || (best.architecture && share == bestShare))
            continue;
        bestShare = share;
        best = std::move(candidate);
    }
    if (!best.architecture)
        refuseUnknown(path, file);
    return best;
}

void requireComplete(const std::filesystem::path& path, const TensorFile& file,
                     const Recognised& model)
{
    for (const Wanted& wanted : model.wanted) {
        const TensorView* view = file.find(wanted.key);
        const std::string what = nameOf(path) + " looks like " + model.architecture->kind;
        if (!view)
            throw Error(ErrorCode::BadModelFile,
                        what + " but lacks the tensor " + wanted.key + "; get the complete file.");
        if (view->shape != wanted.shape)
            throw Error(ErrorCode::BadModelFile, what + " but its tensor " + wanted.key +
                                                     " has the shape " + shapeText(view->shape) +
                                                     " instead of " + shapeText(wanted.shape) +
                                                     "; get a file of the published network.");
    }
}

std::uint64_t bytesOf(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored))
        return std::filesystem::file_size(path, ignored);
    std::uint64_t total = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path, ignored))
        total += entry.is_regular_file(ignored) ? entry.file_size(ignored) : 0;
    return total;
}

ModelInfo infoOf(const std::filesystem::path& path, const Recognised& model)
{
    ModelInfo info;
    const auto text = path.u8string();
    info.path.assign(text.begin(), text.end());
    info.kind = model.architecture->kind;
    info.keyStyle = model.architecture->keyStyle;
    info.licenceNote = model.architecture->licenceNote;
    info.sizeMultiple = model.sizeMultiple;
    info.bytes = bytesOf(path);
    for (const Wanted& wanted : model.wanted) {
        std::uint64_t count = 1;
        for (const std::int64_t side : wanted.shape)
            count *= std::uint64_t(side);
        info.parameters += count;
    }
    return info;
}

} // namespace

LoadedGenerator loadGenerator(const std::filesystem::path& path, Upsampling upsampling,
                              at::ScalarType dtype)
{
    const TensorFile file = readTensors(path);
    const Recognised model = recognise(path, file);
    requireComplete(path, file, model);
    const core::TensorSource source = [&](const std::string& key,
                                          const std::vector<std::int64_t>&) {
        return floatTensor(*file.find(key));
    };
    const Architecture& architecture = *model.architecture;
    LoadedGenerator loaded;
    loaded.net = architecture.build(source, dtype, resampleOf(upsampling, architecture));
    loaded.info = infoOf(path, model);
    loaded.sha256 = sha256OfModel(path);
    return loaded;
}

ModelInfo inspectModel(const std::filesystem::path& path)
{
    const TensorFile file = readTensors(path);
    const Recognised model = recognise(path, file);
    requireComplete(path, file, model);
    return infoOf(path, model);
}

} // namespace enogu
