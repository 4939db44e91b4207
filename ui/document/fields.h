// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>
#include <QStringList>

namespace enogu {

/// Reads a JSON object strictly: each getter throws Error(BadArgument) with a sentence that names
/// the field when it is missing, of another type or out of range.
class Fields
{
public:
    explicit Fields(QJsonObject object) : m_object(std::move(object)) {}

    bool has(const char* name) const;
    double number(const char* name, double least, double most);
    double whole(const char* name, double least, double most); ///< a whole number
    int integer(const char* name, int least, int most);
    bool flag(const char* name);
    QString text(const char* name);  ///< at most 4096 characters, no control characters
    QString prose(const char* name); ///< any text
    int choice(const char* name, const QStringList& words); ///< the index of the word
    QJsonObject object(const char* name);
    QJsonArray array(const char* name, qsizetype most);
    /// Throws when a field was not asked for: it would be dropped silently otherwise.
    void refuseOthers() const;

private:
    QJsonValue take(const char* name, QJsonValue::Type type);

    QJsonObject m_object;
    QSet<QString> m_read;
};

} // namespace enogu
