// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <cmath>

namespace enogu {

Arguments::Arguments(const QStringList& arguments, const QStringList& withValue,
                     const QStringList& flags)
{
    bool options = true;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString& word = arguments.at(i);
        if (!options || !word.startsWith(QLatin1String("--"))) {
            m_positionals.append(word);
            continue;
        }
        if (word.size() == 2) {
            options = false;
            continue;
        }
        const qsizetype equals = word.indexOf(QLatin1Char('='));
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        QString value;
        if (withValue.contains(name)) {
            if (equals < 0 && i + 1 >= arguments.size())
                throw UsageError(QStringLiteral("--%1 needs a value.").arg(name));
            value = equals < 0 ? arguments.at(++i) : word.mid(equals + 1);
        } else if (!flags.contains(name) || equals >= 0) {
            throw UsageError(QStringLiteral("%1 is not an option here.").arg(word));
        }
        if (m_values.contains(name))
            throw UsageError(QStringLiteral("--%1 was given twice.").arg(name));
        m_values.insert(name, value);
    }
}

QString Arguments::text(const char* name, const QString& fallback) const
{
    return m_values.value(QLatin1String(name), fallback);
}

double Arguments::number(const char* name, double fallback, double low, double high) const
{
    if (!has(name))
        return fallback;
    bool good = false;
    const double value = text(name).toDouble(&good);
    if (!good || !std::isfinite(value) || value < low || value > high)
        throw UsageError(QStringLiteral("--%1 takes a number from %2 to %3, not \"%4\".")
                             .arg(QLatin1String(name))
                             .arg(low)
                             .arg(high)
                             .arg(text(name)));
    return value;
}

int Arguments::integer(const char* name, int fallback, int low, int high) const
{
    if (!has(name))
        return fallback;
    bool good = false;
    const int value = text(name).toInt(&good);
    if (!good || value < low || value > high)
        throw UsageError(QStringLiteral("--%1 takes a whole number from %2 to %3, not \"%4\".")
                             .arg(QLatin1String(name))
                             .arg(low)
                             .arg(high)
                             .arg(text(name)));
    return value;
}

int Arguments::choice(const char* name, const QStringList& choices, int fallback) const
{
    if (!has(name))
        return fallback;
    const qsizetype index = choices.indexOf(text(name));
    if (index < 0)
        throw UsageError(
            QStringLiteral("--%1 takes %2, not \"%3\".")
                .arg(QLatin1String(name), choices.join(QLatin1String(", ")), text(name)));
    return int(index);
}

bool asksForHelp(const QStringList& arguments)
{
    const qsizetype end = arguments.indexOf(QLatin1String("--"));
    return arguments.mid(0, end).contains(QLatin1String("--help"));
}

} // namespace enogu
