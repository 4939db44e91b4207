// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/fields.h"

#include "engine/api/error.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace enogu {
namespace {

[[noreturn]] void refuse(const char* name, const QString& why)
{
    throw Error(ErrorCode::BadArgument,
                u"The field \"%1\" %2."_s.arg(QLatin1String(name), why).toStdString());
}

} // namespace

QJsonValue Fields::take(const char* name, QJsonValue::Type type)
{
    const QString key = QString::fromLatin1(name);
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined())
        refuse(name, u"is missing"_s);
    if (value.type() != type)
        refuse(name, u"has a value of the wrong type"_s);
    m_read.insert(key);
    return value;
}

bool Fields::has(const char* name) const
{
    return m_object.contains(QLatin1String(name));
}

double Fields::number(const char* name, double least, double most)
{
    const double value = take(name, QJsonValue::Double).toDouble();
    if (!(value >= least && value <= most))
        refuse(name, u"must be between %1 and %2"_s.arg(least).arg(most));
    return value;
}

double Fields::whole(const char* name, double least, double most)
{
    const double value = number(name, least, most);
    if (value != std::floor(value))
        refuse(name, u"must be a whole number"_s);
    return value;
}

int Fields::integer(const char* name, int least, int most)
{
    return int(whole(name, least, most));
}

bool Fields::flag(const char* name)
{
    return take(name, QJsonValue::Bool).toBool();
}

QString Fields::text(const char* name)
{
    const QString value = take(name, QJsonValue::String).toString();
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (value.size() > 4096 || std::ranges::any_of(value, isControl))
        refuse(name, u"is too long or holds control characters"_s);
    return value;
}

QString Fields::prose(const char* name)
{
    return take(name, QJsonValue::String).toString();
}

int Fields::choice(const char* name, const QStringList& words)
{
    const qsizetype index = words.indexOf(text(name));
    if (index < 0)
        refuse(name, u"must be one of: %1"_s.arg(words.join(u", "_s)));
    return int(index);
}

QJsonObject Fields::object(const char* name)
{
    return take(name, QJsonValue::Object).toObject();
}

QJsonArray Fields::array(const char* name, qsizetype most)
{
    const QJsonArray value = take(name, QJsonValue::Array).toArray();
    if (value.size() > most)
        refuse(name, u"has more than %1 entries"_s.arg(most));
    return value;
}

void Fields::refuseOthers() const
{
    for (const QString& key : m_object.keys())
        if (!m_read.contains(key))
            throw Error(ErrorCode::BadArgument,
                        "The field \"" + key.left(40).toStdString() + "\" is not known.");
}

} // namespace enogu
