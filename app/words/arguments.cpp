// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/words/arguments.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace enogu {

namespace {

template <typename Number>
Number readNumber(const std::string& text, const std::string& what, Number low, Number high)
{
    Number value{};
    const char* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault == std::errc() && stop == end && std::isfinite(double(value)) && value >= low &&
        value <= high)
        return value;
    std::ostringstream sentence;
    sentence << what << (std::is_integral_v<Number> ? " takes a whole number" : " takes a number")
             << " from " << low << " to " << high << ", not \"" << text << "\".";
    throw UsageError(sentence.str());
}

} // namespace

WordList parted(const std::string& text, char separator)
{
    WordList words;
    std::istringstream stream(text);
    for (std::string word; std::getline(stream, word, separator);)
        if (!word.empty())
            words.push_back(word);
    return words;
}

std::string joined(const WordList& words, const std::string& separator)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : separator) + word;
    return text;
}

bool contains(const WordList& words, const std::string& word)
{
    return std::ranges::find(words, word) != words.end();
}

double numberFrom(const std::string& text, const std::string& what, double low, double high)
{
    return readNumber(text, what, low, high);
}

int integerFrom(const std::string& text, const std::string& what, int low, int high)
{
    return readNumber(text, what, low, high);
}

Arguments::Arguments(const WordList& words, const WordList& withValue, const WordList& flags)
{
    bool options = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (!options || !word.starts_with("--")) {
            m_positionals.push_back(word);
            continue;
        }
        if (word.size() == 2) {
            options = false;
            continue;
        }
        const std::size_t equals = word.find('=');
        const bool hasEquals = equals != std::string::npos;
        const std::string name = word.substr(2, hasEquals ? equals - 2 : equals);
        std::string value;
        if (contains(withValue, name)) {
            if (!hasEquals && i + 1 >= words.size())
                throw UsageError("--" + name + " needs a value.");
            value = hasEquals ? word.substr(equals + 1) : words[++i];
        } else if (!contains(flags, name) || hasEquals) {
            throw UsageError(word + " is not an option here.");
        }
        if (!m_values.emplace(name, value).second)
            throw UsageError("--" + name + " was given twice.");
    }
}

std::string Arguments::text(const std::string& name, const std::string& fallback) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? fallback : found->second;
}

std::filesystem::path Arguments::path(const std::string& name) const
{
    if (has(name) && text(name).empty())
        throw UsageError("--" + name + " needs a name.");
    return text(name);
}

double Arguments::number(const std::string& name, double fallback, double low, double high) const
{
    return has(name) ? numberFrom(text(name), "--" + name, low, high) : fallback;
}

int Arguments::integer(const std::string& name, int fallback, int low, int high) const
{
    return has(name) ? integerFrom(text(name), "--" + name, low, high) : fallback;
}

int Arguments::choice(const std::string& name, const WordList& choices, int fallback) const
{
    if (!has(name))
        return fallback;
    const auto found = std::ranges::find(choices, text(name));
    if (found == choices.end())
        throw UsageError("--" + name + " takes " + joined(choices, ", ") + ", not \"" + text(name) +
                         "\".");
    return int(found - choices.begin());
}

bool asksForHelp(const WordList& words)
{
    const auto end = std::ranges::find(words, "--");
    return std::find(words.begin(), end, "--help") != end;
}

} // namespace enogu
