// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/activation.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace enogu {

struct Range
{
    std::int64_t least, most;
};

/// Reads the settings of a network's config.json; an absent or null key has the given default.
/// Everything throws Error(BadModelFile) with a sentence that names the file and the key.
class ConfigReader
{
public:
    /// config must outlive it.
    ConfigReader(const nlohmann::json& config, std::string name);

    bool given(const char* key) const;
    bool flag(const char* key, bool absent) const;
    std::int64_t number(const char* key, std::int64_t absent, const Range& range) const;
    double real(const char* key, double absent, double least, double most) const;
    std::string word(const char* key, const std::string& absent) const;
    core::Activation activation(const char* key, core::Activation absent) const;

    /// A list of at least one.
    std::vector<std::int64_t> numbers(const char* key, const std::vector<std::int64_t>& absent,
                                      const Range& range) const;
    std::vector<std::string> words(const char* key, const std::vector<std::string>& absent) const;
    /// One number for all, or a list of `count`.
    std::vector<std::int64_t> perLevel(const char* key, std::int64_t absent, std::size_t count,
                                       const Range& range) const;
    std::vector<bool> flagPerLevel(const char* key, std::size_t count) const;
    /// One number for all, a list of a number for each level, or a list of lists of a number for
    /// each of the level's layers.
    std::vector<std::vector<std::int64_t>>
    perLayer(const char* key, const std::vector<std::int64_t>& layers, const Range& range) const;

    /// Refuses any value of a key but null and this one.
    void allowOnly(const char* key, const nlohmann::json& value) const;
    [[noreturn]] void refuse(const char* key, const std::string& because) const;

private:
    const nlohmann::json* find(const char* key) const;
    std::int64_t numberOf(const char* key, const nlohmann::json& value, const Range& range) const;
    const nlohmann::json& listOf(const char* key, std::size_t count) const;

    const nlohmann::json& m_config;
    std::string m_name;
};

} // namespace enogu
