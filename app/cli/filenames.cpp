// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/filenames.h"

namespace enogu {

QString shown(const std::filesystem::path& path)
{
    return QString::fromStdString(path.native());
}

std::string styleFrom(const std::string& word)
{
    const bool bundled =
        QString::fromStdString(word).compare(QLatin1String("cel"), Qt::CaseInsensitive) == 0;
    return bundled ? "cel" : word;
}

} // namespace enogu
