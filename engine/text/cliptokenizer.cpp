// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/cliptokenizer.h"

#include "engine/api/bundled.h"
#include "engine/api/error.h"
#include "engine/text/tokenizerfiles.h"
#include "engine/text/unicode.h"
#include "engine/text/words.h"

#include <algorithm>

namespace enogu {

struct ClipTokenizer::Contents
{
    explicit Contents(const TokenizerParts& parts)
        : bpe(parts.vocabulary, parts.merges, idOf(parts, parts.unknown), parts.name),
          begin(idOf(parts, parts.begin)),
          end(idOf(parts, parts.end)),
          pad(idOf(parts, parts.pad)),
          length(parts.length)
    {
        for (const auto& [token, id] : parts.vocabulary)
            size = std::max(size, std::size_t(id) + 1);
        std::unordered_map<std::string, const AddedToken*> last;
        for (const AddedToken& token : parts.added)
            last[token.content] = &token;
        for (const auto& [content, token] : last) {
            size = std::max(size, std::size_t(token->id) + 1);
            if (token->normalized)
                inNormalised.add(utf8Of(normalised(codePointsOf(content))), token->id,
                                 token->singleWord);
            else
                asGiven.add(content, token->id, token->singleWord);
        }
    }

    static std::int32_t idOf(const TokenizerParts& parts, const std::string& token)
    {
        const auto found = parts.vocabulary.find(token);
        if (found != parts.vocabulary.end())
            return found->second;
        for (const AddedToken& added : parts.added)
            if (added.content == token)
                return added.id;
        return -1;
    }

    Bpe bpe;
    AddedTokens asGiven;
    AddedTokens inNormalised;
    std::int32_t begin;
    std::int32_t end;
    std::int32_t pad;
    std::size_t length;
    std::size_t size = 0;
};

namespace {

/// The ids of one text; remembers the words that it has met.
class Reading
{
public:
    explicit Reading(const Bpe& bpe) : m_bpe(bpe) {}

    void add(std::int32_t id) { m_ids.push_back(id); }

    void addWords(std::string_view text)
    {
        const std::u32string points = codePointsOf(text);
        for (const std::u32string_view word : wordsOf(points))
            addWord(utf8Of(word));
    }

    std::vector<std::int64_t> take() { return std::move(m_ids); }

private:
    void addWord(const std::string& word)
    {
        constexpr std::size_t kLongestKept = 64;
        if (word.size() > kLongestKept)
            return append(m_bpe.encode(word));
        const auto [entry, isNew] = m_known.try_emplace(word);
        if (isNew)
            entry->second = m_bpe.encode(word);
        append(entry->second);
    }

    void append(const std::vector<std::int32_t>& ids)
    {
        m_ids.insert(m_ids.end(), ids.begin(), ids.end());
    }

    const Bpe& m_bpe;
    std::vector<std::int64_t> m_ids;
    std::unordered_map<std::string, std::vector<std::int32_t>> m_known;
};

} // namespace

ClipTokenizer::ClipTokenizer(std::shared_ptr<const Contents> contents)
    : m_contents(std::move(contents))
{
}

ClipTokenizer ClipTokenizer::fromFolder(const std::filesystem::path& folder, std::size_t otherwise)
{
    return ClipTokenizer(std::make_shared<Contents>(readTokenizerFolder(folder, otherwise)));
}

ClipTokenizer ClipTokenizer::standard(Padding padding)
{
    const std::filesystem::path merges = bundledFile("clip/merges.txt");
    if (merges.empty())
        throw Error(ErrorCode::MissingFile,
                    "The vocabulary of CLIP (clip/merges.txt) is not installed; run "
                    "packaging/dependencies or install Enogu again.");
    TokenizerParts parts = readStandardTokenizer(merges);
    if (padding == Padding::Zero) { // as the files of SD 2.x say it: "!" is a special token
        parts.pad.assign(1, '!');
        parts.added.push_back({parts.pad, parts.vocabulary.at(parts.pad), false, false});
        parts.added.push_back({parts.end, parts.vocabulary.at(parts.end), true, false});
    }
    return ClipTokenizer(std::make_shared<Contents>(parts));
}

std::vector<std::int64_t> ClipTokenizer::encode(std::string_view utf8) const
{
    const std::size_t room = length() - 2;
    std::vector<std::int64_t> text = ids(utf8);
    text.resize(std::min(text.size(), room));
    std::vector<std::int64_t> result{beginId()};
    result.insert(result.end(), text.begin(), text.end());
    result.push_back(endId());
    result.resize(length(), padId());
    return result;
}

std::vector<std::int64_t> ClipTokenizer::ids(std::string_view utf8) const
{
    Reading reading(m_contents->bpe);
    const std::string valid = utf8Of(codePointsOf(utf8));
    for (const AddedTokens::Piece& given : m_contents->asGiven.cut(valid)) {
        if (given.id >= 0) {
            reading.add(given.id);
            continue;
        }
        const std::string text = utf8Of(normalised(codePointsOf(given.text)));
        for (const AddedTokens::Piece& piece : m_contents->inNormalised.cut(text)) {
            if (piece.id >= 0)
                reading.add(piece.id);
            else
                reading.addWords(piece.text);
        }
    }
    return reading.take();
}

std::size_t ClipTokenizer::length() const
{
    return m_contents->length;
}

std::size_t ClipTokenizer::vocabularySize() const
{
    return m_contents->size;
}

std::int64_t ClipTokenizer::beginId() const
{
    return m_contents->begin;
}

std::int64_t ClipTokenizer::endId() const
{
    return m_contents->end;
}

std::int64_t ClipTokenizer::padId() const
{
    return m_contents->pad;
}

} // namespace enogu
