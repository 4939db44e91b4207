// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/texts.h"

#include "engine/train/scenes/family.h"
#include "engine/train/scenes/words.h"

#include <cctype>

namespace enogu {

namespace {

constexpr std::uint64_t kFamilies = 4000;

} // namespace

void countWords(const std::string& text, std::map<std::string, std::size_t>& words)
{
    std::string word;
    for (char c : text + " ") {
        if (std::isalpha(static_cast<unsigned char>(c))) {
            word.push_back(char(std::tolower(static_cast<unsigned char>(c))));
            continue;
        }
        if (!word.empty())
            ++words[word];
        word.clear();
    }
}

std::map<std::string, std::size_t> wordsOfScenes()
{
    std::map<std::string, std::size_t> words;
    Random random(3);
    for (std::uint64_t seed = 0; seed < kFamilies; ++seed)
        for (Split split : {Split::Training, Split::HeldOut}) {
            const Family family = inventFamily(seed, split);
            countWords(captionOf(family.variants[0], random), words);
            countWords(instructionOf(family, 0, 1, random, split), words);
        }
    return words;
}

} // namespace enogu
