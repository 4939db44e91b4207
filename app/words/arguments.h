// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace enogu {

/// What a command line ends with.
inline constexpr int kFailed = 1, kWrongUsage = 2, kInterrupted = 130; ///< exit statuses

/// Wrong usage; what() is the sentence to show.
class UsageError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// WordList of a command line with every byte that they came with: UTF-8 where a person typed them.
using WordList = std::vector<std::string>;

/// The parts of a text between the separators, which are not empty.
WordList parted(const std::string& text, char separator = ' ');
/// With `separator` between them.
std::string joined(const WordList& words, const std::string& separator);
bool contains(const WordList& words, const std::string& word);

/// A number in [low, high]; throws UsageError, as of `what`, for any other text.
double numberFrom(const std::string& text, const std::string& what, double low, double high);
int integerFrom(const std::string& text, const std::string& what, int low, int high);

/// A command line, taken apart: `--name VALUE`, `--name=VALUE`, flags, and what is left over. A
/// lone `--` ends the options.
class Arguments
{
public:
    /// Throws UsageError on an option in neither list, one given twice, or a value that is missing.
    Arguments(const WordList& words, const WordList& withValue, const WordList& flags);

    const WordList& positionals() const { return m_positionals; }
    bool has(const std::string& name) const { return m_values.contains(name); }
    std::string text(const std::string& name, const std::string& fallback = {}) const;
    /// The value of an option that names a file or a model. Throws UsageError where it is given and
    /// empty.
    std::filesystem::path path(const std::string& name) const;
    /// A number in [low, high]; throws UsageError otherwise, and for what is no finite number.
    double number(const std::string& name, double fallback, double low, double high) const;
    int integer(const std::string& name, int fallback, int low, int high) const;
    /// The index of the value in `choices`; throws UsageError when it is none of them.
    int choice(const std::string& name, const WordList& choices, int fallback = 0) const;

private:
    std::map<std::string, std::string> m_values;
    WordList m_positionals;
};

/// True when --help stands among the options.
bool asksForHelp(const WordList& words);

} // namespace enogu
