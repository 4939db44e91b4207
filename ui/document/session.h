// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/sessionfolder.h"
#include "ui/document/sessionreader.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>

namespace enogu {

class Document;
class SessionWriter;

/// Keeps the open photos and all that was made of them in a folder, so that they can be had again
/// when the program ends without being closed. Written in the pool, at most once in `pause`. GUI
/// thread only.
class Session : public QObject
{
    Q_OBJECT
public:
    explicit Session(const QString& home = usualSessionHome(),
                     std::chrono::milliseconds pause = std::chrono::seconds(2));
    ~Session() override; ///< what was kept stays, as after a crash, unless end() came before

    /// Keeps the document as long as it lives. `name` is shown instead of its file's; or empty.
    void add(Document* document, const QString& name);
    /// The person closed the program: nothing is left to be restored.
    void end();

    /// Photos of runs that ended without end(): what restore would bring.
    int lostPhotos() const;
    /// Reads them in the pool. Their folders go once this session has kept what is open then.
    void restore(const std::function<void(SessionContent)>& done);
    void discard();

Q_SIGNALS:
    void kept();                          ///< all that was open at some moment after the last kept
    void failed(const QString& sentence); ///< once, until a later write succeeds

private:
    struct Open
    {
        QPointer<Document> document;
        QString name;
    };

    void change();
    void write();
    void written(const QString& fault, bool hasLost);
    std::vector<SessionPhoto> photos() const;

    QString m_home;
    std::shared_ptr<SessionWriter> m_writer;
    std::vector<Open> m_open;
    QTimer m_pause;
    bool m_isWriting = false;
    bool m_hasChanged = false; ///< since the write under way began
    bool m_hasFailed = false;
    std::vector<SessionFolder> m_lost;
    bool m_hasRestored = false; ///< m_lost is open now
};

} // namespace enogu
