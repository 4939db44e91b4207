// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/formats/bytes.h"
#include "engine/weights/keymaps.h"
#include "engine/weights/modelcontents.h"
#include "engine/weights/singlefileconfigs.h"

#include <algorithm>

namespace enogu {

namespace {

namespace fs = std::filesystem;
using Part = ModelFolder::Part;
using Kind = ModelFolder::Kind;

constexpr std::string_view kUnet = "model.diffusion_model.";
constexpr std::string_view kVae = "first_stage_model.";
constexpr std::string_view kClip = "cond_stage_model.transformer.";
constexpr std::string_view kOpenClip = "cond_stage_model.model.";
constexpr std::string_view kLarge = "conditioner.embedders."; // Stable Diffusion XL
constexpr std::string_view kCompleteCopy = "get a complete copy of the model";
constexpr std::int64_t kMost = 999;

class SingleFileReader
{
public:
    SingleFileReader(const fs::path& path, bool ema)
        : m_path(path), m_name(shownName(path)), m_file(readTensors(path)), m_ema(ema)
    {
    }

    std::shared_ptr<ModelFolder::Contents> read()
    {
        refuseOthers();
        auto model = std::make_shared<ModelFolder::Contents>();
        model->path = m_path;
        model->layout = kSingleFile;
        const bool openClip = holds(kOpenClip);
        const auto unet = readUnet();
        const auto vae = readVae();
        const auto text = openClip ? readOpenClip() : readClip();
        add(*model, Part::Unet, {"unet", "UNet2DConditionModel", unetConfigOf(*unet), unet, {}});
        add(*model, Part::Vae, {"vae", "AutoencoderKL", vaeConfigOf(*vae), vae, {}});
        add(*model, Part::TextEncoder,
            {"text_encoder",
             "CLIPTextModel",
             textConfigOf(*text, openClip ? "gelu" : "quick_gelu"),
             text,
             {}});
        model->kind = kindOfChannels(unet->shape("conv_in.weight", 4)[1],
                                     vae->shape("decoder.conv_in.weight", 4)[1], m_name);
        decidePrediction(*model, openClip);
        model->tokenizer = tokenizer(*text, openClip);
        return model;
    }

private:
    bool holds(std::string_view prefix) const
    {
        const auto& tensors = m_file.tensors();
        return std::any_of(tensors.begin(), tensors.end(),
                           [&](const TensorView& view) { return view.name.starts_with(prefix); });
    }

    bool has(std::string_view prefix, const std::string& key) const
    {
        return m_file.find(std::string(prefix) + key) != nullptr;
    }

    void refuseOthers() const
    {
        const char* reason = nullptr;
        if (holds(kLarge) || has(kUnet, "label_emb.0.0.weight"))
            reason = "is a Stable Diffusion XL model, which Enogu does not know";
        else if (!holds(kUnet))
            reason = "is no whole diffusion model: it holds no UNet of CompVis's layout";
        if (reason)
            throw Error(ErrorCode::WrongModelKind,
                        m_name + " " + reason + "; choose a Stable Diffusion 1 or 2 model.");
        for (const auto& [prefix, part] :
             {std::pair{kVae, "autoencoder"},
              std::pair{std::string_view("cond_stage_model."), "text encoder"}})
            if (!holds(prefix))
                refuse(m_name, std::string("it lacks the ") + part, kCompleteCopy);
    }

    void add(ModelFolder::Contents& model, Part part, ModelPart content) const
    {
        content.files = {m_path};
        model.parts.emplace(part, std::move(content));
    }

    std::shared_ptr<PartTensors> begin() const
    {
        auto part = std::make_shared<PartTensors>();
        part->open(m_file, m_name);
        return part;
    }

    /// Resnets of a level: what comes before the first down-sampling.
    std::int64_t unetLayers() const
    {
        std::int64_t i = 1;
        while (i < kMost &&
               has(kUnet, "input_blocks." + std::to_string(i) + ".0.in_layers.0.weight"))
            ++i;
        return std::max<std::int64_t>(i - 1, 1);
    }

    /// The raw weights, or the averaged ones.
    const TensorView& chosen(const TensorView& raw) const
    {
        const TensorView* averaged = m_ema ? m_file.find(averagedKey(raw.name)) : &raw;
        if (!averaged)
            refuse(m_name, "it holds no averaged weights (EMA)", "use its raw weights");
        return *averaged;
    }

    std::shared_ptr<PartTensors> readUnet() const
    {
        const auto part = begin();
        const std::int64_t layers = unetLayers();
        for (const TensorView& view : m_file.tensors()) {
            if (!view.name.starts_with(kUnet))
                continue;
            const auto key =
                unetKeyOfCompVis(std::string_view(view.name).substr(kUnet.size()), layers);
            if (key)
                part->add(*key, chosen(view));
        }
        return part;
    }

    std::shared_ptr<PartTensors> readVae() const
    {
        const auto part = begin();
        std::int64_t levels = 0;
        while (levels < kMost &&
               has(kVae, "decoder.up." + std::to_string(levels) + ".block.0.norm1.weight"))
            ++levels;
        for (const TensorView& view : m_file.tensors()) {
            if (!view.name.starts_with(kVae))
                continue;
            const auto key =
                vaeKeyOfCompVis(std::string_view(view.name).substr(kVae.size()), levels);
            if (key)
                part->add(*key, view);
        }
        return part;
    }

    std::shared_ptr<PartTensors> readClip() const
    {
        constexpr std::string_view kInner = "text_model.";
        const auto part = begin();
        for (const TensorView& view : m_file.tensors()) {
            if (!view.name.starts_with(kClip) || view.name.ends_with("position_ids"))
                continue;
            std::string_view key = std::string_view(view.name).substr(kClip.size());
            if (key.starts_with(kInner))
                key.remove_prefix(kInner.size());
            part->add(std::string(key), view);
        }
        return part;
    }

    std::shared_ptr<PartTensors> readOpenClip() const
    {
        const auto part = begin();
        std::int64_t layers = 0;
        while (layers < kMost &&
               has(kOpenClip, "transformer.resblocks." + std::to_string(layers) + ".ln_1.weight"))
            ++layers;
        for (const TensorView& view : m_file.tensors()) {
            if (!view.name.starts_with(kOpenClip))
                continue;
            const auto key =
                textKeyOfOpenClip(std::string_view(view.name).substr(kOpenClip.size()));
            if (key && key->layer != layers - 1) // Stable Diffusion 2 reads the layer before
                addOpenClip(*part, *key, view);
        }
        return part;
    }

    void addOpenClip(PartTensors& part, const OpenClipKey& key, const TensorView& view) const
    {
        if (!key.thirds)
            return part.add(key.key, view);
        if (view.shape.empty() || view.shape.front() % 3 != 0 || view.shape.front() == 0)
            refuse(m_name, "its tensor " + shown(view.name) + " is not of three parts",
                   "get a file of the published network");
        for (std::int64_t third = 0; third < 3; ++third) {
            std::string name = key.key;
            name.replace(name.find("{}"), 2, 1, "qkv"[third]);
            part.add(name, thirdOfRows(view, third));
        }
    }

    /// Stable Diffusion 2's larger model predicts v; the smaller one tells itself by its training
    /// step, the one for inpainting by its channels.
    void decidePrediction(ModelFolder::Contents& model, bool openClip) const
    {
        const auto step = m_file.metadata().find("global_step");
        const bool small = step != m_file.metadata().end() && step->second == "875000";
        const bool predictsV = openClip && model.kind != Kind::Inpaint && !small;
        model.scheduler = publishedScheduler(predictsV ? "v_prediction" : "epsilon");
        if (predictsV)
            model.parts.at(Part::Unet).config["sample_size"] = 96;
    }

    ClipTokenizer tokenizer(const PartTensors& text, bool openClip) const
    {
        const auto tokenizer = ClipTokenizer::standard(openClip ? ClipTokenizer::Padding::Zero
                                                                : ClipTokenizer::Padding::End);
        const std::int64_t words = text.shape("embeddings.token_embedding.weight", 2)[0];
        const std::int64_t places = text.shape("embeddings.position_embedding.weight", 2)[0];
        if (words < std::int64_t(tokenizer.vocabularySize()) ||
            places < std::int64_t(tokenizer.length()))
            refuse(m_name, "its text encoder is too small for CLIP's vocabulary",
                   "use the model's diffusers folder, which has a vocabulary of its own");
        return tokenizer;
    }

    fs::path m_path;
    std::string m_name;
    TensorFile m_file;
    bool m_ema;
};

} // namespace

bool isSingleFile(const TensorFile& file)
{
    const auto& tensors = file.tensors();
    return std::any_of(tensors.begin(), tensors.end(), [](const TensorView& view) {
        return view.name.starts_with(kUnet) || view.name.starts_with(kLarge);
    });
}

std::shared_ptr<ModelFolder::Contents> readSingleFile(const fs::path& file, bool ema)
{
    return SingleFileReader(file, ema).read();
}

} // namespace enogu
