// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "tests/support/whiteboxfile.h"

#include <QStringList>
#include <QTemporaryDir>

namespace enogu::tests {

/// How a run of the built program ended.
struct Ended
{
    int status = -1;
    QByteArray out, err;

    /// "status: stderr", for the report of a failure.
    QByteArray told() const { return QByteArray::number(status) + ": " + err; }
    bool isOneLineWith(const QString& name) const;
};

Ended runProgram(const QStringList& arguments);
/// By the shell, for bytes that QProcess cannot pass; "$0" is the program.
Ended shell(const QString& line, const QString& folder);

/// A folder that goes away with the test, with photos and weights made for it.
class Workplace
{
public:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString folder() const { return m_folder.path(); }
    /// A PNG with a different value in every channel; its path.
    QString photo(const QString& name, Extent extent, Channels channels = Channels::Rgb,
                  Depth depth = Depth::U8, const QByteArray& icc = {}) const;
    /// A PNG whose left half is white, the rest black; its path.
    QString mask(const QString& name, Extent extent) const;
    QString file(const QString& name, const QByteArray& bytes) const;
    QString weights(const QString& name, const WhiteBoxFile& weights) const;
    bool has(const QString& name) const;

private:
    QTemporaryDir m_folder;
};

Image opened(const QString& path);
QByteArray contentOf(const QString& path);
/// Sample c of pixel i.
int level(const Image& image, std::size_t i, int c);
/// How many samples of colour changed in the left half; −1 where anything else did.
int changedOnTheLeft(const Image& before, const Image& after);
/// Largest difference of the colours; −1 where extent or depth differ.
int furthestColours(const Image& a, const Image& b);

} // namespace enogu::tests
