// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/modelfolder.h"

#include "engine/api/error.h"
#include "engine/formats/bytes.h"
#include "engine/formats/sha256.h"
#include "engine/weights/hubcache.h"
#include "engine/weights/modelcontents.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace enogu {

namespace {

namespace fs = std::filesystem;

constexpr const char* kIndex = "model_index.json";

/// The file or folder that a text means: a path, a repository of the hub's cache, or its folder.
fs::path placeOf(const std::string& pathOrId)
{
    std::error_code ignored;
    fs::path path(pathOrId);
    if (!fs::exists(path, ignored)) {
        path = hubRepository(pathOrId);
        if (path.empty())
            throw Error(ErrorCode::MissingFile,
                        shown(pathOrId) + " is neither a file or folder nor a model in the hub's "
                                          "cache; check its name.");
    }
    if (path.filename() == kIndex)
        path = fs::absolute(path).parent_path();
    if (path.filename().empty())
        path = path.parent_path();
    return hubSnapshot(path).value_or(path);
}

std::string nameOf(ModelFolder::Kind kind)
{
    switch (kind) {
    case ModelFolder::Kind::TextToImage:
        return "Text to image";
    case ModelFolder::Kind::Inpaint:
        return "Inpainting";
    case ModelFolder::Kind::InstructPix2Pix:
        return "InstructPix2Pix";
    case ModelFolder::Kind::Pixels:
        return "Pixel-space diffusion";
    }
    return {};
}

/// "Stable Diffusion 1" by the width of the text that the UNet reads; others stay unnamed.
std::string familyOf(const ModelFolder::Contents& model)
{
    const auto& unet = *model.parts.at(ModelFolder::Part::Unet).tensors;
    const TensorView* view =
        unet.find("down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight");
    if (!view || view->shape.size() != 2)
        return {};
    const std::int64_t width = view->shape[1];
    return width == 768 ? "Stable Diffusion 1" : width == 1024 ? "Stable Diffusion 2" : "";
}

std::string textOf(const fs::path& path)
{
    const auto text = path.u8string();
    return {text.begin(), text.end()};
}

std::string digestOf(const ModelFolder::Contents& model, const core::Checkpoint& checkpoint)
{
    std::vector<fs::path> files;
    for (const auto& [part, content] : model.parts)
        files.insert(files.end(), content.files.begin(), content.files.end());
    if (model.layout == kSingleFile)
        return sha256OfModel(files.front(), checkpoint);
    Sha256 whole;
    for (const fs::path& file : files) {
        const std::string line = file.lexically_relative(model.path).generic_string() + '\0' +
                                 sha256OfModel(file, checkpoint) + '\n';
        whole.add(std::as_bytes(std::span(line)));
    }
    return hexOf(whole.finish());
}

} // namespace

ModelFolder::ModelFolder(std::shared_ptr<const Contents> contents) : m_contents(std::move(contents))
{
}

ModelFolder ModelFolder::open(const std::string& pathOrId, const Options& options)
{
    const fs::path path = placeOf(pathOrId);
    std::error_code ignored;
    return ModelFolder(fs::is_directory(path, ignored) ? readDiffusersFolder(path, options.variant)
                                                       : readSingleFile(path, options.ema));
}

bool ModelFolder::recognises(const std::string& pathOrId)
{
    std::error_code ignored;
    const fs::path path(pathOrId);
    if (!fs::exists(path, ignored))
        return !hubRepository(pathOrId).empty();
    if (path.filename() == kIndex)
        return true;
    if (!fs::is_directory(path, ignored))
        return isSingleFile(readTensors(path));
    const char* const signs[] = {kIndex, "unet", "transformer", "snapshots", "config.json"};
    return std::any_of(std::begin(signs), std::end(signs),
                       [&](const char* sign) { return fs::exists(path / sign, ignored); });
}

ModelFolder::Kind ModelFolder::kind() const
{
    return m_contents->kind;
}

bool ModelFolder::has(Part part) const
{
    return m_contents->parts.contains(part);
}

const nlohmann::json& ModelFolder::config(Part part) const
{
    return m_contents->parts.at(part).config;
}

const nlohmann::json& ModelFolder::scheduler() const
{
    return m_contents->scheduler;
}

const ModelAdvice& ModelFolder::advice() const
{
    return m_contents->advice;
}

core::TensorSource ModelFolder::source(Part part) const
{
    return [tensors = m_contents->parts.at(part).tensors](const std::string& key,
                                                          const std::vector<std::int64_t>& shape) {
        return tensors->read(key, shape);
    };
}

const ClipTokenizer& ModelFolder::tokenizer() const
{
    if (!m_contents->tokenizer)
        throw Error(ErrorCode::WrongModelKind,
                    shownName(m_contents->path) + " reads no text; leave the prompt away.");
    return *m_contents->tokenizer;
}

ModelInfo ModelFolder::info() const
{
    ModelInfo info;
    info.path = textOf(m_contents->path);
    const std::string family = familyOf(*m_contents);
    info.kind = nameOf(kind()) + (family.empty() ? "" : " (" + family + ")");
    info.keyStyle = m_contents->layout;
    for (const auto& [key, part] : m_contents->parts) {
        info.parts.push_back(
            {part.name, part.className, part.tensors->parameters(), part.tensors->bytes()});
        info.parameters += part.tensors->parameters();
        info.bytes += part.tensors->bytes();
    }
    const auto prediction = m_contents->scheduler.find("prediction_type");
    const bool said = prediction != m_contents->scheduler.end() && prediction->is_string();
    info.predictionType = said ? shown(prediction->get<std::string>()) : "epsilon";
    return info;
}

std::string ModelFolder::sha256(Part part) const
{
    return m_contents->parts.at(part).tensors->sha256();
}

std::string ModelFolder::sha256(const core::Checkpoint& checkpoint) const
{
    std::call_once(m_contents->hashed,
                   [&] { m_contents->sha256 = digestOf(*m_contents, checkpoint); });
    return m_contents->sha256;
}

} // namespace enogu
