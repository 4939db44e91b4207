// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/sentence.h"

#include <cerrno>

#include <QString>

namespace enogu {

std::string quotedName(const std::filesystem::path& path)
{
    constexpr qsizetype kLongest = 120;
    const auto file = path.has_filename() ? path.filename() : path;
    const auto raw = file.string();
    QString name = QString::fromUtf8(raw.data(), qsizetype(raw.size()));
    for (auto& c : name) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
            c == QChar::ParagraphSeparator)
            c = QChar(u'?');
    }
    if (name.size() > kLongest)
        name = name.left(kLongest / 2) + QChar(u'…') + name.right(kLongest / 2 - 1);
    return QStringLiteral("“%1”").arg(name).toStdString();
}

Error fileError(ErrorCode code, const std::filesystem::path& path, const std::string& rest)
{
    return Error(code, quotedName(path) + " " + rest);
}

Error systemError(int number, const std::filesystem::path& path, const std::string& doing)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return fileError(ErrorCode::MissingFile, path, "was not found: check the name and folder.");
    case EACCES:
    case EPERM:
    case EROFS:
        return fileError(ErrorCode::NoPermission, path,
                         "may not be " + doing +
                             ": change its permissions or choose another place.");
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return fileError(ErrorCode::DiskFull, path,
                         "does not fit on the disk: free some space or choose another place.");
    case ENAMETOOLONG:
        return fileError(ErrorCode::BadArgument, path, "is too long a name: choose a shorter one.");
    default:
        return fileError(ErrorCode::BadImage, path,
                         "could not be " + doing +
                             ": check the disk that holds it, and try again.");
    }
}

} // namespace enogu
