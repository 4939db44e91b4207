// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/session.h"

#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/document/sessionwriter.h"

#include <algorithm>

namespace enogu {

namespace {

/// What went wrong with a write; empty where nothing did.
QString faultOf(SessionWriter& writer, const std::vector<SessionPhoto>& photos)
{
    try {
        writer.write(photos);
        return {};
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace

Session::Session(const QString& home, std::chrono::milliseconds pause)
    : m_home(home),
      m_writer(std::make_shared<SessionWriter>(home)),
      m_lost(SessionFolder::abandoned(home))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &Session::write);
    std::erase_if(m_lost, [](SessionFolder& folder) {
        const bool isEmpty = photosInSession(folder.path()) == 0;
        if (isEmpty)
            folder.remove();
        return isEmpty;
    });
}

Session::~Session() = default;

void Session::add(Document* document, const QString& name)
{
    m_open.push_back({document, name});
    connect(document, &Document::historyChanged, this, &Session::change);
    connect(document, &Document::currentChanged, this, &Session::change);
    connect(document, &QObject::destroyed, this, &Session::change);
    change();
}

void Session::end()
{
    m_pause.stop();
    m_writer->end();
    if (m_hasRestored)
        discard();
}

int Session::lostPhotos() const
{
    int sum = 0;
    for (const SessionFolder& folder : m_lost)
        sum += photosInSession(folder.path());
    return sum;
}

void Session::restore(const std::function<void(SessionContent)>& done)
{
    QStringList folders;
    for (const SessionFolder& folder : m_lost)
        folders += folder.path();
    inBackground(
        this,
        [folders] {
            SessionContent all;
            for (const QString& folder : folders) {
                SessionContent one = readSession(folder);
                std::ranges::move(one.photos, std::back_inserter(all.photos));
                all.isWhole = all.isWhole && one.isWhole;
            }
            return all;
        },
        [this, done](SessionContent content) {
            done(std::move(content));
            m_hasRestored = true;
            change();
        });
}

void Session::discard()
{
    for (SessionFolder& folder : m_lost)
        folder.remove();
    m_lost.clear();
    m_hasRestored = false;
}

void Session::change()
{
    m_hasChanged = true;
    if (!m_isWriting && !m_pause.isActive())
        m_pause.start();
}

std::vector<SessionPhoto> Session::photos() const
{
    std::vector<SessionPhoto> photos;
    for (const Open& open : m_open)
        if (open.document)
            photos.push_back({open.document->path(), open.name, open.document->photo(),
                              open.document->history().nodes(),
                              open.document->history().current().id});
    return photos;
}

void Session::write()
{
    std::erase_if(m_open, [](const Open& open) { return !open.document; });
    m_hasChanged = false;
    m_isWriting = true;
    inBackground(
        this, [writer = m_writer, photos = photos()] { return faultOf(*writer, photos); },
        [this, hasLost = m_hasRestored](const QString& fault) { written(fault, hasLost); });
}

void Session::written(const QString& fault, bool hasLost)
{
    m_isWriting = false;
    if (m_hasChanged)
        m_pause.start();
    if (!fault.isEmpty()) {
        if (!std::exchange(m_hasFailed, true))
            Q_EMIT failed(tr("Open photos cannot be kept for the case of a crash. %1").arg(fault));
        return;
    }
    m_hasFailed = false;
    if (hasLost)
        discard();
    Q_EMIT kept();
}

} // namespace enogu
