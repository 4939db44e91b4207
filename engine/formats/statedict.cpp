// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/statedict.h"

#include <algorithm>
#include <array>

namespace enogu {
namespace {

constexpr int kMaxLevels = 16;

bool belongsToTraining(std::string_view key)
{
    constexpr std::array<std::string_view, 5> kTraining = {"optim", "scheduler", "scaler",
                                                           "callbacks", "loops"};
    return std::any_of(kTraining.begin(), kTraining.end(), [&](std::string_view part) {
        return key.find(part) != std::string_view::npos;
    });
}

class StateDictFinder
{
public:
    StateDictFinder(const PickleProgram& program, const std::string& file)
        : m_program(program), m_file(file), m_holds(program.nodes.size(), Unknown)
    {
    }

    std::vector<NamedTensor> find()
    {
        if (m_program.root.kind == PickleKind::Placeholder)
            refuse(m_file, "it holds a whole Python object instead of weights", kSaveAgain);
        if (m_program.root.kind != PickleKind::Dict || !holdsTensors(m_program.root, 0))
            refuse(m_file, "it holds no dictionary of tensors", "choose a file with weights");
        collect(m_program.root, kMaxLevels);
        return std::move(m_found);
    }

private:
    enum Holds : char { Unknown, No, Yes };

    const std::vector<PickleValue>& itemsOf(const PickleValue& dict) const
    {
        return m_program.nodes[dict.index].items;
    }

    /// Whether a tensor lies under a text key of this dict or of a dict inside it.
    bool holdsTensors(const PickleValue& dict, int level)
    {
        if (dict.kind != PickleKind::Dict || level > kMaxLevels)
            return false;
        if (m_holds[dict.index] == Unknown) {
            m_holds[dict.index] = No;
            const auto& items = itemsOf(dict);
            for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
                if (items[i].kind == PickleKind::Text && !belongsToTraining(items[i].text) &&
                    (items[i + 1].kind == PickleKind::Tensor ||
                     holdsTensors(items[i + 1], level + 1)))
                    m_holds[dict.index] = Yes;
            }
        }
        return m_holds[dict.index] == Yes;
    }

    const PickleValue* preferred(const PickleValue& dict)
    {
        constexpr std::array<std::string_view, 15> kNames = {"state_dict",
                                                             "model_state_dict",
                                                             "params_ema",
                                                             "params",
                                                             "g_ema",
                                                             "generator",
                                                             "generator_state_dict",
                                                             "netG",
                                                             "G",
                                                             "gen",
                                                             "G_state_dict",
                                                             "net",
                                                             "network",
                                                             "model",
                                                             "weights"};
        const auto& items = itemsOf(dict);
        for (const std::string_view wanted : kNames) {
            for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
                if (items[i].kind == PickleKind::Text && items[i].text == wanted &&
                    holdsTensors(items[i + 1], 0))
                    return &items[i + 1];
            }
        }
        return nullptr;
    }

    void collect(const PickleValue& dict, int levels)
    {
        if (levels == 0)
            refuse(m_file, "its weights lie too deep inside other dictionaries", kSaveAgain);
        if (const PickleValue* inner = preferred(dict))
            return collect(*inner, levels - 1);
        collectDirect(dict, {});
        if (!m_found.empty())
            return;
        std::vector<std::size_t> inside;
        const auto& items = itemsOf(dict);
        for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
            if (items[i].kind == PickleKind::Text && !belongsToTraining(items[i].text) &&
                holdsTensors(items[i + 1], 0))
                inside.push_back(i);
        }
        if (inside.size() == 1)
            return collect(items[inside[0] + 1], levels - 1);
        for (const std::size_t i : inside)
            collectDirect(items[i + 1], std::string(items[i].text) + ".");
        if (m_found.empty())
            refuse(m_file, "its weights are spread over nested dictionaries", kSaveAgain);
    }

    void collectDirect(const PickleValue& dict, const std::string& prefix)
    {
        const auto& items = itemsOf(dict);
        for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
            if (items[i].kind != PickleKind::Text)
                continue;
            if (items[i + 1].kind == PickleKind::Placeholder && items[i + 1].number == 1)
                refuse(m_file, "the tensor " + shown(items[i].text) + " is of an unknown kind",
                       kSaveAgain);
            if (items[i + 1].kind != PickleKind::Tensor)
                continue;
            if (!isUtf8(items[i].text))
                refuse(m_file, "the name of a tensor is not valid UTF-8");
            m_found.push_back({prefix + std::string(items[i].text), items[i + 1].index});
        }
    }

    const PickleProgram& m_program;
    const std::string& m_file;
    std::vector<Holds> m_holds;
    std::vector<NamedTensor> m_found;
};

} // namespace

std::vector<NamedTensor> findStateDict(const PickleProgram& program, const std::string& name)
{
    return StateDictFinder(program, name).find();
}

} // namespace enogu
