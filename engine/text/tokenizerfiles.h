// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/text/addedtokens.h"
#include "engine/text/bpe.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace enogu {

/// What a tokenizer is made of, read from its files.
struct TokenizerParts
{
    std::string name; ///< for sentences
    Vocabulary vocabulary;
    MergeList merges;
    std::vector<AddedToken> added; ///< of those of the same content the last one counts
    std::string begin = "<|startoftext|>";
    std::string end = "<|endoftext|>";
    std::string unknown = "<|endoftext|>";
    std::string pad = "<|endoftext|>";
    std::size_t length = 77;
};

/// Reads a tokenizer/ folder the way transformers 5 does: tokenizer.json before vocab.json and
/// merges.txt; the named special tokens are added tokens too. Throws Error: MissingFile,
/// BadModelFile.
TokenizerParts readTokenizerFolder(const std::filesystem::path& folder, std::size_t otherwise);

/// CLIP's published vocabulary from its list of merges. Throws Error: MissingFile, BadModelFile.
TokenizerParts readStandardTokenizer(const std::filesystem::path& merges);

} // namespace enogu
