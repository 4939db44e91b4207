// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

namespace enogu {

/// Writes the folder of a CLIP-style tokenizer (vocab.json, merges.txt, tokenizer_config.json,
/// special_tokens_map.json) whose byte pair encoding was learnt from words and how often each
/// occurs: at most `merges` merges, none of a pair that occurs once. `length` ids make a text.
void writeTokenizer(const std::filesystem::path& folder,
                    const std::map<std::string, std::size_t>& words, std::size_t merges,
                    std::size_t length);

} // namespace enogu
