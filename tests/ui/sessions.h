// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/document.h"
#include "ui/document/session.h"

#include <QColorSpace>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <chrono>

namespace enogu {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int kMostWait = 60'000; ///< ms

inline Image picture(int width, int height, Channels channels = Channels::Rgb,
                     Depth depth = Depth::U8, IccProfile icc = nullptr)
{
    const Extent extent{width, height};
    std::vector<std::uint8_t> bytes(extent.pixels() * std::size_t(channels) * std::size_t(depth));
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::uint8_t(i * 31 + i / 7);
    return Image(extent, channels, depth, std::move(bytes), std::move(icc));
}

inline IccProfile displayP3()
{
    const QByteArray icc = QColorSpace(QColorSpace::DisplayP3).iccProfile();
    return std::make_shared<const std::vector<std::uint8_t>>(icc.begin(), icc.end());
}

inline Photo photoOf(const Image& image)
{
    const Metadata metadata{{'I', 'I', 42, 0}, "<x:xmpmeta/>"};
    return {image, std::make_shared<const Metadata>(metadata), "TIFF", {}};
}

inline StepsPtr steps()
{
    LatentState state;
    state.next = 1;
    state.timestep = 812.5;
    state.signal = 0.25;
    state.noise = 0.75;
    state.seed = 12345678901;
    state.sampler = "6 20 77";
    state.x = {{1, 4, 2, 2}, std::vector<float>(16, 0.1F)};
    state.predX0 = {{1, 4, 2, 2}, std::vector<float>(16, 0.2F)};
    state.memory = {{{2}, {1e-30F, -7}}, {{1, 4, 2, 2}, {}}};
    state.random = {1, 2, 3};
    return std::make_shared<const std::vector<Step>>(
        std::vector<Step>{{0, 0, 0, 2, 999.25, picture(2, 2), picture(8, 8),
                           std::make_shared<const LatentState>(std::move(state))},
                          {0, 0, 1, 2, 812.5, picture(2, 2), picture(8, 8), nullptr}});
}

inline void waitFor(const Document& document)
{
    QTRY_VERIFY_WITH_TIMEOUT(!document.isBusy(), kMostWait);
}

/// Three states in two branches; the first result is current.
inline void edit(Document& document)
{
    Instruct recipe;
    recipe.instruction = "make it\nwinter";
    recipe.seed = 42;
    const Image image = document.currentImage();
    document.addResult(
        {recipe,
         image.withIcc(nullptr),
         {},
         u"Winter\n“now”"_s,
         0,
         steps(),
         Mask(image.extent(), std::vector<std::uint8_t>(image.extent().pixels(), 9))});
    waitFor(document);
    document.applyGeometry(Turn{1});
    waitFor(document);
    document.goTo(0);
    document.applyGeometry(Flip{true});
    waitFor(document);
    document.goTo(1);
}

inline void keep(Session& session, Document& document, const QString& name = {})
{
    QSignalSpy kept(&session, &Session::kept);
    session.add(&document, name);
    QVERIFY(kept.wait(kMostWait));
}

/// A session that ended without being closed; `name`: of the last document.
inline void lose(const QString& home, const QList<Document*>& documents, const QString& name = {})
{
    {
        Session session(home, 0ms);
        for (Document* document : documents.first(documents.size() - 1))
            session.add(document, {});
        keep(session, *documents.last(), name);
    }
    QThreadPool::globalInstance()->waitForDone(); // it held the folder's lock
}

inline SessionContent restored(Session& session)
{
    std::optional<SessionContent> content;
    session.restore([&content](SessionContent read) { content = std::move(read); });
    [&content] { QTRY_VERIFY_WITH_TIMEOUT(content, kMostWait); }();
    return content.value_or(SessionContent{{}, false});
}

inline QFileInfoList filesIn(const QString& home)
{
    QFileInfoList files;
    for (const QFileInfo& folder :
         QDir(home).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        files += QDir(folder.filePath()).entryInfoList(QDir::Files, QDir::Name);
    return files;
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void overwrite(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace enogu
