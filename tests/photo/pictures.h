// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <filesystem>

namespace enogu::testing {

inline std::filesystem::path pathOf(const QString& name)
{
    return std::filesystem::path(name.toStdString());
}

/// Smooth colours with a different value in every channel; alpha runs over its whole range.
inline Image drawnImage(Extent extent, Channels channels, Depth depth)
{
    const int top = depth == Depth::U8 ? 255 : 65535;
    std::vector<std::uint8_t> bytes(extent.pixels() * std::size_t(channels) * std::size_t(depth));
    std::size_t at = 0;
    for (int y = 0; y < extent.height; ++y) {
        for (int x = 0; x < extent.width; ++x) {
            const int values[4] = {x * top / extent.width, y * top / extent.height,
                                   (x + y) * top / (extent.width + extent.height),
                                   (extent.width - x) * top / extent.width};
            for (int c = 0; c < int(channels); ++c, at += std::size_t(depth)) {
                const auto value = std::uint16_t(values[c]);
                if (depth == Depth::U8)
                    bytes[at] = std::uint8_t(value);
                else
                    std::memcpy(bytes.data() + at, &value, 2);
            }
        }
    }
    return Image(extent, channels, depth, std::move(bytes));
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeContent(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write a fixture");
}

} // namespace enogu::testing
