// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringList>
#include <optional>
#include <stdexcept>

namespace enogu {

/// Wrong usage; what() is the sentence to show. The exit status is 2.
class UsageError : public std::runtime_error
{
public:
    explicit UsageError(const QString& sentence) : std::runtime_error(sentence.toStdString()) {}
};

/// A command line, taken apart: `--name VALUE`, `--name=VALUE`, flags, and what is left over. A
/// lone `--` ends the options.
class Arguments
{
public:
    /// Throws UsageError on an option in neither list, one given twice, or a value that is missing.
    Arguments(const QStringList& arguments, const QStringList& withValue, const QStringList& flags);

    const QStringList& positionals() const { return m_positionals; }
    bool has(const char* flag) const { return m_values.contains(QLatin1String(flag)); }
    QString text(const char* name, const QString& fallback = {}) const;
    /// A number in [low, high]; throws UsageError otherwise, and for what is no finite number.
    double number(const char* name, double fallback, double low, double high) const;
    int integer(const char* name, int fallback, int low, int high) const;
    /// The index of the value in `choices`; throws UsageError when it is none of them.
    int choice(const char* name, const QStringList& choices, int fallback = 0) const;

private:
    QHash<QString, QString> m_values;
    QStringList m_positionals;
};

/// True when --help stands among the options.
bool asksForHelp(const QStringList& arguments);

} // namespace enogu
