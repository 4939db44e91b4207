// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/vocabulary.h"

#include "engine/text/bpe.h"
#include "engine/train/modelwriter.h"
#include "engine/train/snapshot.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace enogu {

namespace {

using nlohmann::json;

constexpr const char* kBegin = "<|startoftext|>";
constexpr const char* kEnd = "<|endoftext|>";
constexpr const char* kLast = "</w>";

struct Word
{
    std::vector<std::string> symbols;
    std::size_t count;
};

using Pair = std::pair<std::string, std::string>;

std::vector<Word> wordsOf(const std::map<std::string, std::size_t>& counts)
{
    std::vector<Word> words;
    for (const auto& [text, count] : counts) {
        if (text.empty())
            continue;
        Word word{{}, count};
        for (char byte : text)
            word.symbols.push_back(symbolOfByte(static_cast<unsigned char>(byte)));
        word.symbols.back() += kLast;
        words.push_back(word);
    }
    return words;
}

/// The pair that occurs most, the first in order among equals; counted 0 where none is left.
std::pair<Pair, std::size_t> commonest(const std::vector<Word>& words)
{
    std::map<Pair, std::size_t> counts;
    for (const Word& word : words)
        for (std::size_t i = 0; i + 1 < word.symbols.size(); ++i)
            counts[{word.symbols[i], word.symbols[i + 1]}] += word.count;
    std::pair<Pair, std::size_t> best{};
    for (const auto& [pair, count] : counts)
        if (count > best.second)
            best = {pair, count};
    return best;
}

void merge(std::vector<std::string>& symbols, const Pair& pair)
{
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i)
        if (symbols[i] == pair.first && symbols[i + 1] == pair.second) {
            symbols[i] += symbols[i + 1];
            symbols.erase(symbols.begin() + std::ptrdiff_t(i) + 1);
        }
}

MergeList learnt(std::vector<Word> words, std::size_t most)
{
    MergeList merges;
    while (merges.size() < most) {
        const auto [pair, count] = commonest(words);
        if (count < 2)
            break;
        merges.push_back(pair);
        for (Word& word : words)
            merge(word.symbols, pair);
    }
    return merges;
}

json vocabularyOf(const MergeList& merges)
{
    json vocabulary = json::object();
    const auto add = [&](const std::string& symbol) {
        vocabulary.emplace(symbol, vocabulary.size());
    };
    for (const char* end : {"", kLast})
        for (int byte = 0; byte < 256; ++byte)
            add(symbolOfByte(static_cast<unsigned char>(byte)) + end);
    for (const auto& [left, right] : merges)
        add(left + right);
    add(kBegin);
    add(kEnd);
    return vocabulary;
}

} // namespace

void writeTokenizer(const std::filesystem::path& folder,
                    const std::map<std::string, std::size_t>& words, std::size_t most,
                    std::size_t length)
{
    const MergeList merges = learnt(wordsOf(words), most);
    std::string lines = "#version: 0.2\n";
    for (const auto& [left, right] : merges)
        lines += left + " " + right + "\n";
    core::writeJson(folder / "vocab.json", vocabularyOf(merges));
    core::saveAtomically(folder / "merges.txt", lines);
    const json special = {
        {"bos_token", kBegin}, {"eos_token", kEnd}, {"pad_token", kEnd}, {"unk_token", kEnd}};
    core::writeJson(folder / "special_tokens_map.json", special);
    json config = special;
    config["tokenizer_class"] = "CLIPTokenizer";
    config["model_max_length"] = length;
    config["do_lower_case"] = true;
    core::writeJson(folder / "tokenizer_config.json", config);
}

} // namespace enogu
