// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace enogu {

/// What CLIP's text encoders read: byte-level BPE with `</w>` at the ends of words, over text that
/// is NFC, lower-cased letter by letter and has single spaces. The ids are those of transformers'
/// CLIPTokenizer. Immutable, O(1) copy; any thread. Time is linear in the text.
class ClipTokenizer
{
public:
    /// What follows the end of a short text: SD 1.x repeats the end, SD 2.x puts id 0 ("!").
    enum class Padding { End, Zero };

    /// The tokenizer/ folder of a model: tokenizer.json, or vocab.json and merges.txt, with what
    /// tokenizer_config.json and special_tokens_map.json say of special tokens and of the length;
    /// where they name no length it is `otherwise`. Throws Error: MissingFile, BadModelFile.
    static ClipTokenizer fromFolder(const std::filesystem::path& folder,
                                    std::size_t otherwise = 77);

    /// CLIP's published vocabulary of 49,408 entries, for models without a tokenizer of their own.
    /// Throws Error(MissingFile) where it is not installed.
    static ClipTokenizer standard(Padding padding = Padding::End);

    /// Exactly length() ids: begin, the text cut to fit, end, padding. Any bytes will do: those
    /// that are not UTF-8 are read as U+FFFD.
    std::vector<std::int64_t> encode(std::string_view utf8) const;

    /// The ids of the whole text, without begin, end and padding.
    std::vector<std::int64_t> ids(std::string_view utf8) const;

    std::size_t length() const;         ///< 77 for CLIP
    std::size_t vocabularySize() const; ///< the largest id + 1
    std::int64_t beginId() const;
    std::int64_t endId() const;
    std::int64_t padId() const;

private:
    struct Contents;
    explicit ClipTokenizer(std::shared_ptr<const Contents> contents);
    std::shared_ptr<const Contents> m_contents;
};

} // namespace enogu
