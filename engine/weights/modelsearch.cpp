// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/modelsearch.h"

#include "engine/text/jsonfile.h"
#include "engine/weights/hubcache.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace enogu {

namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 2;
constexpr std::size_t kMostModels = 500;
constexpr int kMostEntries = 5000;

std::string textOf(const fs::path& path)
{
    const auto text = path.u8string();
    return {text.begin(), text.end()};
}

/// The class that a folder's model_index.json or config.json names; empty for other folders.
std::string classOf(const fs::path& folder)
{
    std::error_code ignored;
    for (const char* file : {"model_index.json", "config.json"}) {
        if (!fs::is_regular_file(folder / file, ignored))
            continue;
        try {
            const auto json = readJson(folder / file);
            const auto name = json.find("_class_name");
            const bool known = name != json.end() && name->is_string();
            return known ? name->get<std::string>().substr(0, 80) : std::string();
        } catch (const std::exception&) {
            return "damaged"; // `models inspect` says how
        }
    }
    return {};
}

bool holdsWeights(const fs::path& file)
{
    const std::string extension = file.extension().string();
    return extension == ".safetensors" || extension == ".ckpt";
}

/// Collects the models below one place.
class Walk
{
public:
    Walk(std::string place, std::vector<FoundModel>& found)
        : m_place(std::move(place)), m_found(found)
    {
    }

    void list(const fs::path& folder, int depth = kDeepest)
    {
        std::error_code fault;
        std::set<fs::path> entries;
        for (fs::directory_iterator at(folder, fault), end; !fault && at != end;
             at.increment(fault))
            if (m_entriesLeft-- > 0)
                entries.insert(at->path());
        for (const fs::path& entry : entries)
            look(entry, depth);
    }

private:
    void look(const fs::path& entry, int depth)
    {
        std::error_code ignored;
        if (!fs::is_directory(entry, ignored)) {
            if (holdsWeights(entry) && fs::is_regular_file(entry, ignored))
                add(entry, "single file", fs::file_size(entry, ignored));
            return;
        }
        if (const std::string name = classOf(entry); !name.empty())
            add(entry, name, 0);
        else if (depth > 1 && !fs::is_symlink(entry, ignored))
            list(entry, depth - 1);
    }

    void add(const fs::path& path, const std::string& kind, std::uint64_t bytes)
    {
        if (m_added++ < kMostModels)
            m_found.push_back({textOf(path), m_place, kind, bytes});
    }

    std::string m_place;
    std::vector<FoundModel>& m_found;
    std::size_t m_added = 0;
    int m_entriesLeft = kMostEntries;
};

void listHub(std::vector<FoundModel>& found)
{
    for (const std::string& id : hubModels()) {
        std::string kind = "damaged";
        try {
            const auto snapshot = hubSnapshot(hubRepository(id));
            kind = snapshot ? classOf(*snapshot) : std::string();
        } catch (const std::exception&) { // a cache without its files: `models inspect` says so
        }
        if (!kind.empty())
            found.push_back({id, "hub cache", kind, 0});
    }
}

void addPlaces(std::vector<ModelPlace>& places, const std::string& name, const fs::path& root,
               const std::vector<const char*>& folders)
{
    for (const char* folder : folders)
        if (!root.empty())
            places.push_back({name, root / folder});
}

} // namespace

std::vector<ModelPlace> otherProgramsPlaces()
{
    const auto folder = [](const char* variable) {
        const char* value = std::getenv(variable);
        return value ? fs::path(value) : fs::path();
    };
    const fs::path home = folder("HOME");
    std::vector<ModelPlace> places;
    const std::vector<const char*> comfy = {"models/checkpoints", "models/diffusers"};
    const std::vector<const char*> web = {"models/Stable-diffusion"};
    addPlaces(places, "ComfyUI", folder("COMFYUI_PATH"), comfy);
    addPlaces(places, "A1111", folder("SD_WEBUI_PATH"), web);
    if (home.empty())
        return places;
    for (const char* root : {"ComfyUI", "comfyui", "Documents/ComfyUI"})
        addPlaces(places, "ComfyUI", home / root, comfy);
    for (const char* root : {"stable-diffusion-webui", "stable-diffusion-webui-forge"})
        addPlaces(places, "A1111", home / root, web);
    return places;
}

std::vector<FoundModel> findDiffusionModels(const std::vector<ModelPlace>& places)
{
    std::vector<FoundModel> found;
    listHub(found);
    std::set<fs::path> seen;
    for (const ModelPlace& place : places) {
        std::error_code fault;
        const fs::path folder = fs::canonical(place.folder, fault);
        if (!fault && fs::is_directory(folder, fault) && seen.insert(folder).second)
            Walk(place.name, found).list(place.folder);
    }
    return found;
}

} // namespace enogu
