// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/text/tokenizerfiles.h"

#include <nlohmann/json.hpp>

namespace enogu {

/// The files that speak of special tokens; those that are absent are empty objects.
struct SpecialTokenFiles
{
    const nlohmann::json& config;    ///< tokenizer_config.json
    const nlohmann::json& map;       ///< special_tokens_map.json
    const nlohmann::json& added;     ///< added_tokens.json
    const nlohmann::json& tokenizer; ///< tokenizer.json
};

/// Fills begin, end, unknown, pad and the added tokens with their ids: those of the vocabulary, or
/// new ones after it. Needs the vocabulary. Throws Error(BadModelFile).
void readSpecialTokens(TokenizerParts& parts, const SpecialTokenFiles& files);

} // namespace enogu
