// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/commandline.h"

#include "engine/photo/photofile.h"
#include "tests/photo/pictures.h"

#include <QFileInfo>
#include <QProcess>

namespace enogu::tests {

namespace {

constexpr int kPatience = 300'000; // milliseconds; a machine may be busy

Ended ended(QProcess& process)
{
    if (!process.waitForFinished(kPatience) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), "did not end by itself"};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

bool Ended::isOneLineWith(const QString& name) const
{
    return err.count('\n') == 1 && err.endsWith('\n') && err.size() <= 301 &&
           QString::fromUtf8(err).contains(name);
}

Ended runProgram(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(ENOGU_PROGRAM), arguments);
    return ended(process);
}

Ended shell(const QString& line, const QString& folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), line, QStringLiteral(ENOGU_PROGRAM)});
    return ended(process);
}

QString Workplace::photo(const QString& name, Extent extent, Channels channels, Depth depth,
                         const QByteArray& icc) const
{
    Image image = testing::drawnImage(extent, channels, depth);
    if (!icc.isEmpty())
        image = image.withIcc(
            std::make_shared<const std::vector<std::uint8_t>>(icc.begin(), icc.end()));
    const auto written =
        savePhoto({image, nullptr, "PNG", {}}, testing::pathOf(path(name)), {.overwrite = true});
    if (!written)
        qFatal("%s", written.error().what());
    return path(name);
}

QString Workplace::mask(const QString& name, Extent extent) const
{
    std::vector<std::uint8_t> bytes(extent.pixels() * 3);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = int(i / 3 % std::size_t(extent.width)) < extent.width / 2 ? 255 : 0;
    const Image half(extent, Channels::Rgb, Depth::U8, std::move(bytes));
    const auto written = savePhoto({half, nullptr, "PNG", {}}, testing::pathOf(path(name)), {});
    if (!written)
        qFatal("%s", written.error().what());
    return path(name);
}

QString Workplace::file(const QString& name, const QByteArray& bytes) const
{
    testing::writeContent(path(name), bytes);
    return path(name);
}

QString Workplace::weights(const QString& name, const WhiteBoxFile& weights) const
{
    weights.write(testing::pathOf(path(name)));
    return path(name);
}

bool Workplace::has(const QString& name) const
{
    return QFileInfo::exists(path(name));
}

Image opened(const QString& path)
{
    auto photo = openPhoto(testing::pathOf(path));
    if (!photo)
        qFatal("%s", photo.error().what());
    return photo.value().image;
}

QByteArray contentOf(const QString& path)
{
    return testing::contentOf(path);
}

int level(const Image& image, std::size_t i, int c)
{
    const std::size_t at = i * std::size_t(image.channelCount()) + std::size_t(c);
    return image.depth() == Depth::U8 ? image.row8(0)[at] : image.row16(0)[at];
}

int changedOnTheLeft(const Image& before, const Image& after)
{
    int changed = 0;
    for (std::size_t i = 0; i < before.extent().pixels(); ++i)
        for (int c = 0; c < before.channelCount(); ++c) {
            if (level(after, i, c) == level(before, i, c))
                continue;
            const bool left = int(i % std::size_t(before.width())) < before.width() / 2;
            if (!left || c == 3)
                return -1;
            ++changed;
        }
    return changed;
}

int furthestColours(const Image& a, const Image& b)
{
    if (!(a.extent() == b.extent()) || a.depth() != b.depth())
        return -1;
    int furthest = 0;
    for (std::size_t i = 0; i < a.extent().pixels(); ++i) {
        for (int c = 0; c < 3; ++c)
            furthest = std::max(furthest, std::abs(level(a, i, c) - level(b, i, c)));
    }
    return furthest;
}

} // namespace enogu::tests
