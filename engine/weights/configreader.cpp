// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/configreader.h"

#include "engine/api/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace enogu {

namespace {

constexpr std::size_t kMostLevels = 16;
constexpr std::size_t kMostLetters = 60; // of a value in a sentence

std::string shown(const nlohmann::json& value)
{
    using Json = nlohmann::json;
    std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > kMostLetters)
        text.replace(kMostLetters, text.npos, "...");
    return text;
}

std::string wholeNumber(const Range& range)
{
    return "it must be a whole number from " + std::to_string(range.least) + " to " +
           std::to_string(range.most);
}

} // namespace

ConfigReader::ConfigReader(const nlohmann::json& config, std::string name)
    : m_config(config), m_name(std::move(name))
{
    if (!config.is_object())
        throw Error(ErrorCode::BadModelFile,
                    m_name + " is not a network's configuration; load a complete model folder.");
}

const nlohmann::json* ConfigReader::find(const char* key) const
{
    const auto found = m_config.find(key);
    return found == m_config.end() || found->is_null() ? nullptr : &*found;
}

void ConfigReader::refuse(const char* key, const std::string& because) const
{
    const auto found = m_config.find(key);
    const std::string value = found == m_config.end() ? "missing" : shown(*found);
    throw Error(ErrorCode::BadModelFile,
                m_name + ": \"" + key + "\" is " + value + "; " + because + ".");
}

bool ConfigReader::given(const char* key) const
{
    return find(key) != nullptr;
}

bool ConfigReader::flag(const char* key, bool absent) const
{
    const nlohmann::json* value = find(key);
    if (!value)
        return absent;
    if (!value->is_boolean())
        refuse(key, "it must be true or false");
    return value->get<bool>();
}

std::int64_t ConfigReader::numberOf(const char* key, const nlohmann::json& value,
                                    const Range& range) const
{
    const bool whole = value.is_number_integer() ||
                       (value.is_number_float() && value.get<double>() >= double(range.least) &&
                        value.get<double>() <= double(range.most) &&
                        value.get<double>() == double(std::int64_t(value.get<double>())));
    const bool huge = value.is_number_unsigned() &&
                      value.get<std::uint64_t>() > std::uint64_t(std::max(range.most, range.least));
    if (!whole || huge || value.get<std::int64_t>() < range.least ||
        value.get<std::int64_t>() > range.most)
        refuse(key, wholeNumber(range));
    return value.get<std::int64_t>();
}

std::int64_t ConfigReader::number(const char* key, std::int64_t absent, const Range& range) const
{
    const nlohmann::json* value = find(key);
    return value ? numberOf(key, *value, range) : absent;
}

double ConfigReader::real(const char* key, double absent, double least, double most) const
{
    const nlohmann::json* value = find(key);
    if (!value)
        return absent;
    if (!value->is_number() || !(value->get<double>() >= least && value->get<double>() <= most))
        refuse(key, "it must be a number from " + shown(least) + " to " + shown(most));
    return value->get<double>();
}

std::string ConfigReader::word(const char* key, const std::string& absent) const
{
    const nlohmann::json* value = find(key);
    if (!value)
        return absent;
    if (!value->is_string())
        refuse(key, "it must be a word");
    return value->get<std::string>();
}

core::Activation ConfigReader::activation(const char* key, core::Activation absent) const
{
    if (!given(key))
        return absent;
    std::string name = word(key, {});
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    if (name == "silu" || name == "swish")
        return core::Activation::Silu;
    if (name == "gelu")
        return core::Activation::Gelu;
    if (name == "quick_gelu")
        return core::Activation::QuickGelu;
    if (name == "mish")
        return core::Activation::Mish;
    if (name == "relu")
        return core::Activation::Relu;
    refuse(key, "only silu, swish, gelu, quick_gelu, mish and relu are known");
}

const nlohmann::json& ConfigReader::listOf(const char* key, std::size_t count) const
{
    const nlohmann::json* value = find(key);
    if (!value || !value->is_array() || value->size() != count)
        refuse(key, "it must be a list of " + std::to_string(count) + ", one for each level");
    return *value;
}

std::vector<std::int64_t> ConfigReader::numbers(const char* key,
                                                const std::vector<std::int64_t>& absent,
                                                const Range& range) const
{
    const nlohmann::json* value = find(key);
    if (!value)
        return absent;
    if (!value->is_array() || value->empty() || value->size() > kMostLevels)
        refuse(key, "it must be a list of 1 to " + std::to_string(kMostLevels));
    std::vector<std::int64_t> list;
    for (const nlohmann::json& one : *value)
        list.push_back(numberOf(key, one, range));
    return list;
}

std::vector<std::string> ConfigReader::words(const char* key,
                                             const std::vector<std::string>& absent) const
{
    const nlohmann::json* value = find(key);
    if (!value)
        return absent;
    if (!value->is_array() || value->empty() || value->size() > kMostLevels)
        refuse(key, "it must be a list of 1 to " + std::to_string(kMostLevels));
    std::vector<std::string> list;
    for (const nlohmann::json& one : *value) {
        if (!one.is_string())
            refuse(key, "it must be a list of words");
        list.push_back(one.get<std::string>());
    }
    return list;
}

std::vector<std::int64_t> ConfigReader::perLevel(const char* key, std::int64_t absent,
                                                 std::size_t count, const Range& range) const
{
    const nlohmann::json* value = find(key);
    if (!value || !value->is_array())
        return std::vector<std::int64_t>(count, number(key, absent, range));
    std::vector<std::int64_t> list;
    for (const nlohmann::json& one : listOf(key, count))
        list.push_back(numberOf(key, one, range));
    return list;
}

std::vector<bool> ConfigReader::flagPerLevel(const char* key, std::size_t count) const
{
    const nlohmann::json* value = find(key);
    if (!value || !value->is_array())
        return std::vector<bool>(count, flag(key, false));
    std::vector<bool> list;
    for (const nlohmann::json& one : listOf(key, count)) {
        if (!one.is_boolean())
            refuse(key, "it must be a list of true and false");
        list.push_back(one.get<bool>());
    }
    return list;
}

std::vector<std::vector<std::int64_t>>
ConfigReader::perLayer(const char* key, const std::vector<std::int64_t>& layers,
                       const Range& range) const
{
    std::vector<std::vector<std::int64_t>> lists;
    const nlohmann::json* value = find(key);
    const bool list = value && value->is_array();
    if (list)
        listOf(key, layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const auto count = std::size_t(layers[i]);
        if (!list || !(*value)[i].is_array()) {
            lists.emplace_back(count,
                               list ? numberOf(key, (*value)[i], range) : number(key, 1, range));
            continue;
        }
        if ((*value)[i].size() < count)
            refuse(key, "it must have a number for each of a level's layers");
        for (std::size_t j = 0; j < count; ++j)
            lists.resize(i + 1), lists[i].push_back(numberOf(key, (*value)[i][j], range));
    }
    return lists;
}

void ConfigReader::allowOnly(const char* key, const nlohmann::json& value) const
{
    const nlohmann::json* found = find(key);
    if (found && *found != value)
        refuse(key, "this is not supported, use a model without it");
}

} // namespace enogu
