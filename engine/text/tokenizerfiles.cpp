// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/tokenizerfiles.h"

#include "engine/text/jsonfile.h"
#include "engine/text/specialtokens.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace enogu {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t kMaxVocabularyFile = 64'000'000;
constexpr std::int64_t kMaxId = 10'000'000;
constexpr std::size_t kStandardMerges = 48'894;

Vocabulary vocabularyOf(const Json& json, const std::string& name)
{
    if (!json.is_object() || json.empty())
        refuseText(name, "its vocabulary is no list of tokens and numbers");
    Vocabulary vocabulary;
    vocabulary.reserve(json.size());
    for (const auto& [token, id] : json.items()) {
        if (!id.is_number_integer() || id.get<std::int64_t>() < 0 ||
            id.get<std::int64_t>() > kMaxId)
            refuseText(name, "a token of its vocabulary has no proper number");
        vocabulary.emplace(token, id.get<std::int32_t>());
    }
    return vocabulary;
}

std::pair<std::string, std::string> mergeOf(const std::string& line, const std::string& name)
{
    const std::size_t space = line.find(' ');
    if (space == line.npos || line.find(' ', space + 1) != line.npos)
        refuseText(name, "one of its merges is no pair of tokens");
    return {line.substr(0, space), line.substr(space + 1)};
}

MergeList mergesOf(const Json& json, const std::string& name)
{
    MergeList merges;
    if (!json.is_array())
        refuseText(name, "it holds no list of merges");
    for (const Json& merge : json) {
        if (merge.is_string())
            merges.push_back(mergeOf(merge.get<std::string>(), name));
        else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() &&
                 merge[1].is_string())
            merges.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
        else
            refuseText(name, "one of its merges is no pair of tokens");
    }
    return merges;
}

/// The merges of a text file: one a line, "#version" lines and empty ones left out.
MergeList mergesOfText(const std::string& text, const std::string& name, std::size_t most)
{
    MergeList merges;
    std::istringstream lines(text);
    for (std::string line; merges.size() < most && std::getline(lines, line);) {
        if (line.ends_with('\r'))
            line.pop_back();
        if (!line.empty() && !line.starts_with("#version"))
            merges.push_back(mergeOf(line, name));
    }
    return merges;
}

Json optionalJson(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored) ? readJson(path, kMaxVocabularyFile) : Json::object();
}

std::size_t lengthOf(const Json& config, std::size_t otherwise)
{
    const Json& given = config.contains("model_max_length") ? config["model_max_length"] : Json();
    if (!given.is_number())
        return otherwise;
    const double length = given.get<double>();
    return length >= 2 && length <= 100'000 ? std::size_t(length) : otherwise;
}

void readTokenizerJson(TokenizerParts& parts, const Json& json, const std::string& name)
{
    const Json& model = json.contains("model") ? json["model"] : Json();
    if (!model.is_object() || !model.contains("vocab") || !model.contains("merges"))
        refuseText(name, "it holds no vocabulary with merges",
                   "choose a model with the tokenizer of CLIP");
    parts.vocabulary = vocabularyOf(model["vocab"], name);
    parts.merges = mergesOf(model["merges"], name);
}

void readVocabularyFiles(TokenizerParts& parts, const fs::path& folder)
{
    const fs::path vocabulary = folder / "vocab.json";
    const fs::path merges = folder / "merges.txt";
    parts.vocabulary =
        vocabularyOf(readJson(vocabulary, kMaxVocabularyFile), nameInModel(vocabulary));
    parts.merges = mergesOfText(readText(merges, kMaxVocabularyFile), nameInModel(merges),
                                std::size_t(kMaxId));
}

} // namespace

TokenizerParts readTokenizerFolder(const fs::path& folder, std::size_t otherwise)
{
    const Json config = optionalJson(folder / "tokenizer_config.json");
    const fs::path whole = folder / "tokenizer.json";
    const Json json = optionalJson(whole);
    TokenizerParts parts;
    parts.name = nameInModel(json.empty() ? folder / "vocab.json" : whole);
    if (json.empty())
        readVocabularyFiles(parts, folder);
    else
        readTokenizerJson(parts, json, parts.name);
    readSpecialTokens(parts, {config, optionalJson(folder / "special_tokens_map.json"),
                              optionalJson(folder / "added_tokens.json"), json});
    parts.length = lengthOf(config, otherwise);
    return parts;
}

TokenizerParts readStandardTokenizer(const fs::path& merges)
{
    TokenizerParts parts;
    parts.name = nameInModel(merges);
    parts.merges = mergesOfText(readText(merges, kMaxVocabularyFile), parts.name, kStandardMerges);
    if (parts.merges.size() != kStandardMerges)
        refuseText(parts.name, "it ends early", "install Enogu again");
    std::vector<std::string> symbols; // those that print themselves come first
    for (unsigned byte = 0; byte < 256; ++byte)
        symbols.push_back(symbolOfByte(static_cast<unsigned char>(byte)));
    std::sort(symbols.begin(), symbols.end()); // by code point: others are U+0100 and up
    const auto add = [&](const std::string& token) {
        parts.vocabulary.emplace(token, std::int32_t(parts.vocabulary.size()));
    };
    std::for_each(symbols.begin(), symbols.end(), add);
    for (const std::string& symbol : symbols)
        add(symbol + "</w>");
    for (const auto& [left, right] : parts.merges)
        add(left + right);
    for (const std::string& token : {parts.begin, parts.end}) {
        add(token);
        const bool normalized = token == parts.begin; // as the files of SD 1.x say it
        parts.added.push_back({token, parts.vocabulary.at(token), normalized, false});
    }
    return parts;
}

} // namespace enogu
