// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/formats/bytes.h"
#include "engine/text/jsonfile.h"
#include "engine/weights/configreader.h"
#include "engine/weights/keymaps.h"
#include "engine/weights/modelcontents.h"
#include "engine/weights/networkconfigs.h"

#include <algorithm>

namespace enogu {

namespace {

namespace fs = std::filesystem;
using Part = ModelFolder::Part;
using Kind = ModelFolder::Kind;
using Json = nlohmann::json;

constexpr const char* kKinds = "choose a Stable Diffusion 1 or 2 model, or a pixel-space one";

[[noreturn]] void refuseKind(const std::string& name, const std::string& reason)
{
    throw Error(ErrorCode::WrongModelKind, name + " " + reason + "; " + kKinds + ".");
}

bool isFolder(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

std::string textIn(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string classOf(const Json& config)
{
    if (const std::string own = textIn(config, "_class_name"); !own.empty())
        return own;
    const auto list = config.find("architectures");
    if (list != config.end() && list->is_array() && !list->empty() && list->front().is_string())
        return list->front().get<std::string>();
    // transformers leaves the class out of what it has not loaded
    return textIn(config, "model_type") == "clip_text_model" ? "CLIPTextModel" : "";
}

/// The key that our networks ask for.
std::string askedKey(Part part, const std::string& key)
{
    constexpr std::string_view kPrefix = "text_model.";
    if (part != Part::TextEncoder)
        return currentDiffusersKey(key);
    return key.starts_with(kPrefix) ? key.substr(kPrefix.size()) : key;
}

bool isWeight(const TensorView& view)
{
    return !view.name.ends_with("position_ids");
}

struct Slot
{
    Part part;
    const char* name;
    std::vector<std::string> classes;
};

const std::vector<Slot>& slots()
{
    static const std::vector<Slot> all = {
        {Part::Unet, "unet", {"UNet2DConditionModel", "UNet2DModel"}},
        {Part::Vae, "vae", {"AutoencoderKL", "AutoencoderTiny"}},
        {Part::TextEncoder, "text_encoder", {"CLIPTextModel", "CLIPTextModelWithProjection"}}};
    return all;
}

ModelAdvice adviceIn(const fs::path& folder)
{
    const fs::path file = folder / "enogu.json";
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return {};
    const Json json = readJson(file);
    const ConfigReader config(json, nameInModel(file));
    const auto guidance = [&](const char* key, double usual) {
        return config.real(key, usual, 0, kMostGuidance);
    };
    const ModelAdvice usual;
    return {guidance("guidance", usual.guidance), guidance("text_guidance", usual.textGuidance),
            guidance("image_guidance", usual.imageGuidance),
            config.real("world_psnr", usual.worldPsnr, 0, 100)};
}

class FolderReader
{
public:
    FolderReader(const fs::path& folder, const std::string& variant)
        : m_folder(folder),
          m_variant(variant),
          m_name(shownName(folder)),
          m_model(std::make_shared<ModelFolder::Contents>())
    {
    }

    std::shared_ptr<ModelFolder::Contents> read()
    {
        m_model->path = m_folder;
        if (isFolder(m_folder / "unet"))
            readWhole();
        else
            readBare();
        return m_model;
    }

private:
    void readWhole()
    {
        m_model->layout = "diffusers folder";
        refuseOthers();
        for (const Slot& slot : slots())
            if (isFolder(m_folder / slot.name))
                addPart(slot, m_folder / slot.name);
        m_model->scheduler = readJson(m_folder / "scheduler/scheduler_config.json");
        m_model->advice = adviceIn(m_folder);
        decideKind();
        if (m_model->kind != Kind::Pixels)
            readTokenizer();
    }

    void readBare()
    {
        m_model->layout = "diffusers UNet folder";
        std::error_code ignored;
        const fs::path config = m_folder / "config.json";
        if (isFolder(m_folder / "transformer"))
            refuseKind(m_name, "holds a transformer instead of a UNet");
        if (!fs::exists(config, ignored))
            refuseKind(m_name, "is no model: it holds neither unet nor config.json");
        addPart(slots().front(), m_folder);
        if (m_model->parts.at(Part::Unet).className != "UNet2DModel")
            refuseKind(m_name, "is a part of a model only: its folder alone is not enough");
        m_model->kind = Kind::Pixels;
        m_model->scheduler = {{"_class_name", "DDPMScheduler"}};
    }

    /// Models that need what Enogu does not have.
    void refuseOthers() const
    {
        for (const char* part : {"text_encoder_2", "transformer", "prior", "movq", "vqvae"})
            if (isFolder(m_folder / part))
                refuseKind(m_name, std::string("is of a kind that Enogu does not know (it has ") +
                                       part + ")");
    }

    void addPart(const Slot& slot, const fs::path& folder)
    {
        ModelPart part;
        part.name = slot.name;
        part.config = readJson(folder / "config.json");
        part.className = classOf(part.config);
        if (std::count(slot.classes.begin(), slot.classes.end(), part.className) == 0)
            refuseKind(nameInModel(folder / "config.json"),
                       "is of the class " +
                           shown(part.className.empty() ? "(none)" : part.className) +
                           ", which Enogu does not know");
        const PartFiles files = findPartFiles(folder, m_variant);
        part.files = files.files;
        part.tensors = readPart(slot.part, files);
        m_model->parts.emplace(slot.part, std::move(part));
    }

    void decideKind()
    {
        const auto& unet = m_model->parts.at(Part::Unet);
        const bool pixels = unet.className == "UNet2DModel";
        for (const Part part : {Part::Vae, Part::TextEncoder})
            if (!pixels && !m_model->parts.contains(part))
                throw Error(ErrorCode::MissingFile, m_name + "/" + slots()[std::size_t(part)].name +
                                                        " is missing; get a complete copy of the "
                                                        "model.");
        if (pixels && m_model->parts.size() > 1)
            refuseKind(m_name, "is of a kind that Enogu does not know (a UNet2DModel with vae or "
                               "text_encoder)");
        if (pixels) {
            m_model->kind = Kind::Pixels;
            return;
        }
        const std::int64_t channels = unet.tensors->shape("conv_in.weight", 4)[1];
        m_model->kind = kindOfChannels(channels, latentChannels(), m_name);
    }

    std::int64_t latentChannels() const
    {
        const ModelPart& vae = m_model->parts.at(Part::Vae);
        const std::string name = "vae/config.json";
        return vae.className == "AutoencoderTiny" ? tinyVaeConfig(vae.config, name).latentChannels
                                                  : vaeConfig(vae.config, name).latentChannels;
    }

    void readTokenizer()
    {
        const Json& config = m_model->parts.at(Part::TextEncoder).config;
        const auto found = config.find("max_position_embeddings");
        const bool given = found != config.end() && found->is_number_unsigned() &&
                           found->get<std::uint64_t>() >= 2 &&
                           found->get<std::uint64_t>() < 100'000;
        const std::size_t positions = given ? found->get<std::size_t>() : 77;
        m_model->tokenizer = ClipTokenizer::fromFolder(m_folder / "tokenizer", positions);
        if (m_model->tokenizer->length() > positions)
            refuse(m_name,
                   "its tokenizer makes " + std::to_string(m_model->tokenizer->length()) +
                       " tokens and its text encoder reads " + std::to_string(positions),
                   "set model_max_length in tokenizer_config.json to what it reads");
    }

    fs::path m_folder;
    std::string m_variant;
    std::string m_name;
    std::shared_ptr<ModelFolder::Contents> m_model;
};

} // namespace

Kind kindOfChannels(std::int64_t channels, std::int64_t latents, const std::string& name)
{
    if (channels == latents)
        return Kind::TextToImage;
    if (channels == 2 * latents)
        return Kind::InstructPix2Pix;
    if (channels == 2 * latents + 1)
        return Kind::Inpaint;
    refuseKind(name, "has a UNet with " + std::to_string(channels) +
                         " input channels, which Enogu does not know");
}

std::shared_ptr<const PartTensors> readPart(Part part, const PartFiles& files)
{
    auto tensors = std::make_shared<PartTensors>();
    std::size_t listed = 0;
    for (std::size_t i = 0; i < files.files.size(); ++i) {
        const TensorFile file = readTensors(files.files[i]);
        tensors->open(file, nameInModel(files.files[i]));
        for (const TensorView& view : file.tensors()) {
            const auto entry = files.index.find(view.name);
            const bool belongs =
                files.index.empty() || (entry != files.index.end() && entry->second == i);
            listed += belongs && !files.index.empty();
            if (belongs && isWeight(view))
                tensors->add(askedKey(part, view.name), view);
        }
    }
    if (listed != files.index.size())
        refuse(files.indexName, "its files lack tensors that it names",
               "get a complete copy of the model");
    return tensors;
}

std::shared_ptr<ModelFolder::Contents> readDiffusersFolder(const fs::path& folder,
                                                           const std::string& variant)
{
    return FolderReader(folder, variant).read();
}

} // namespace enogu
