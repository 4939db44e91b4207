// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/filenames.h"

#include "app/cli/arguments.h"

#include <QStringDecoder>
#include <algorithm>

namespace enogu {

namespace {

constexpr char16_t kEscape = 0xdc00; ///< plus the byte, 0x80 … 0xff

bool isEscape(QChar c)
{
    return c.unicode() >= kEscape + 0x80 && c.unicode() <= kEscape + 0xff;
}

/// Bytes of the UTF-8 character at the front of `bytes`; 0 when there is none.
qsizetype characterAt(QByteArrayView bytes)
{
    const auto lead = std::uint8_t(bytes.front());
    const qsizetype size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return size <= bytes.size() && bytes.first(size).isValidUtf8() ? size : 0;
}

QString decoded(QByteArrayView character)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder(character);
}

} // namespace

QString textFromBytes(const char* bytes)
{
    QString text;
    for (QByteArrayView rest(bytes); !rest.isEmpty();) {
        const qsizetype size = characterAt(rest);
        text += size > 0 ? decoded(rest.first(size))
                         : QString(QChar(char16_t(kEscape + std::uint8_t(rest.front()))));
        rest = rest.sliced(std::max<qsizetype>(1, size));
    }
    return text;
}

std::string bytesFromText(const QString& text)
{
    std::string bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size())
            bytes += text.sliced(i++, 2).toStdString();
        else if (isEscape(c))
            bytes += char(c.unicode() - kEscape);
        else
            bytes += QString(c).toStdString();
    }
    return bytes;
}

std::filesystem::path pathFrom(const Arguments& given, const char* name)
{
    if (given.has(name) && given.text(name).isEmpty())
        throw UsageError(QStringLiteral("--%1 needs a name.").arg(QLatin1String(name)));
    return bytesFromText(given.text(name));
}

QString shown(const std::filesystem::path& path)
{
    return QString::fromStdString(path.native());
}

std::string styleFromText(const QString& text)
{
    const bool bundled = text.compare(QLatin1String("cel"), Qt::CaseInsensitive) == 0;
    return bundled ? "cel" : bytesFromText(text);
}

} // namespace enogu
