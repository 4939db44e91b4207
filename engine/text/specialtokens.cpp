// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/specialtokens.h"

#include "engine/text/jsonfile.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace enogu {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostTokens = 100'000;

/// A token as a file writes it: a bare text, or an object with flags.
struct Written
{
    AddedToken token;
    bool bare = false;
};

bool flag(const Json& object, const char* name, bool otherwise)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::optional<Written> writtenOf(const Json& value)
{
    Written result;
    if (value.is_string()) {
        result.token.content = value.get<std::string>();
        result.bare = true;
    } else if (value.is_object() && value.contains("content") && value["content"].is_string()) {
        result.token.content = value["content"].get<std::string>();
        result.token.normalized = flag(value, "normalized", !flag(value, "special", false));
        result.token.singleWord = flag(value, "single_word", false);
    }
    return result.token.content.empty() ? std::nullopt : std::optional(result);
}

class SpecialTokens
{
public:
    SpecialTokens(TokenizerParts& parts, const SpecialTokenFiles& files)
        : m_parts(parts), m_files(files)
    {
    }

    void read()
    {
        readNumbered();
        std::set<std::string> known;
        for (const auto& [number, written] : m_numbered) {
            known.insert(written.token.content);
            m_tokens.push_back(written);
        }
        for (const Written& written : named()) {
            const auto same = [&](const Written& other) {
                return other.bare == written.bare && other.token.content == written.token.content;
            };
            if (!known.contains(written.token.content) &&
                std::none_of(m_tokens.begin(), m_tokens.end(), same))
                m_tokens.push_back(written);
        }
        number();
    }

private:
    /// The config's own list rules out all older ways to write one.
    bool listed() const { return m_files.config.contains("added_tokens_decoder"); }

    void readNumbered()
    {
        if (listed()) {
            const Json& list = m_files.config["added_tokens_decoder"];
            for (const auto& [number, token] : list.items())
                addNumbered(std::strtoll(number.c_str(), nullptr, 10), token);
            return;
        }
        for (const auto& [content, number] : m_files.added.items())
            if (number.is_number_integer() && !content.empty())
                m_numbered[number.get<std::int64_t>()] = {{content, 0, !isNamed(content), false},
                                                          false};
        const auto list = m_files.tokenizer.find("added_tokens");
        if (list == m_files.tokenizer.end() || !list->is_array())
            return;
        for (const Json& token : *list)
            if (token.is_object() && token.contains("id") && token["id"].is_number_integer())
                addNumbered(token["id"].get<std::int64_t>(), token);
    }

    void addNumbered(std::int64_t number, const Json& token)
    {
        if (m_numbered.size() >= kMostTokens)
            refuseText(m_parts.name, "it adds too many tokens");
        if (const auto written = writtenOf(token))
            m_numbered[number] = *written;
    }

    /// What the files say of a name such as "eos_token".
    std::optional<Written> value(const char* name) const
    {
        if (!listed() && m_files.map.contains(name))
            return writtenOf(m_files.map[name]);
        return m_files.config.contains(name) ? writtenOf(m_files.config[name]) : std::nullopt;
    }

    bool isNamed(const std::string& content) const
    {
        const auto names = named();
        return std::any_of(names.begin(), names.end(),
                           [&](const Written& w) { return w.token.content == content; });
    }

    /// The special tokens in the reference's order; sets those that the parts name.
    std::vector<Written> named() const
    {
        const std::pair<const char*, std::string*> names[] = {
            {"bos_token", &m_parts.begin},   {"eos_token", &m_parts.end},
            {"unk_token", &m_parts.unknown}, {"sep_token", nullptr},
            {"pad_token", &m_parts.pad},     {"cls_token", nullptr},
            {"mask_token", nullptr}};
        std::vector<Written> result;
        for (const auto& [name, content] : names) {
            std::optional<Written> written = value(name);
            if (!written && content)
                written = Written{{*content, 0, false, false}, true};
            if (!written)
                continue;
            if (content)
                *content = written->token.content;
            result.push_back(*written);
        }
        for (const char* name : {"extra_special_tokens", "additional_special_tokens"})
            appendExtra(result, name);
        return result;
    }

    void appendExtra(std::vector<Written>& result, const char* name) const
    {
        const bool mapped = !listed() && m_files.map.contains(name);
        const Json& from = mapped ? m_files.map : m_files.config;
        if (!from.contains(name) || !from[name].is_structured() || from[name].size() > kMostTokens)
            return;
        for (const Json& token : from[name])
            if (const auto written = writtenOf(token))
                result.push_back(*written);
    }

    void number()
    {
        auto next = std::int32_t(m_parts.vocabulary.size());
        std::map<std::string, std::int32_t> given;
        for (Written& written : m_tokens) {
            AddedToken& token = written.token;
            const auto found = m_parts.vocabulary.find(token.content);
            if (found != m_parts.vocabulary.end())
                token.id = found->second;
            else if (const auto [entry, isNew] = given.emplace(token.content, next); isNew)
                token.id = next++;
            else
                token.id = entry->second;
            next = std::max(next, token.id + 1);
            m_parts.added.push_back(token);
        }
    }

    TokenizerParts& m_parts;
    const SpecialTokenFiles& m_files;
    std::map<std::int64_t, Written> m_numbered;
    std::vector<Written> m_tokens;
};

} // namespace

void readSpecialTokens(TokenizerParts& parts, const SpecialTokenFiles& files)
{
    SpecialTokens(parts, files).read();
}

} // namespace enogu
