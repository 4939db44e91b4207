// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/train/ownfiles.h"

#include "engine/api/error.h"

#include <QImage>
#include <QTest>

#include <cstring>
#include <fstream>

namespace enogu::tests {

Image readPicture(const std::filesystem::path& file)
{
    const QImage picture(QString::fromStdString(file.string()));
    if (picture.isNull())
        throw Error(ErrorCode::BadImage, file.string() + " is no picture.");
    const QImage rgba = picture.convertToFormat(QImage::Format_RGBA8888);
    return Image({rgba.width(), rgba.height()}, Channels::Rgba, Depth::U8,
                 {rgba.constBits(), rgba.constBits() + rgba.sizeInBytes()});
}

void paint(const std::filesystem::path& file, const QColor& colour, QSize size)
{
    QImage picture(size, QImage::Format_RGBA8888);
    picture.fill(colour);
    QVERIFY(picture.save(QString::fromStdString(file.string())));
}

void write(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream stream(file, std::ios::binary);
    stream << bytes;
}

void writeNpy(const std::filesystem::path& file, float value)
{
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
    header.resize(128 - 10 - 1, ' ');
    header += '\n';
    std::string bytes(4, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    const char length[] = {char(header.size()), 0};
    write(file, std::string("\x93NUMPY\x01\x00", 8) + std::string(length, 2) + header + bytes);
}

} // namespace enogu::tests
