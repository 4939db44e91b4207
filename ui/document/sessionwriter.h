// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/sessionfolder.h"
#include "ui/document/sessionphoto.h"

#include <QJsonObject>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

class QIODevice;

namespace enogu {

/// Writes what is open into a folder of its own: pictures once each, then, in one move, the file
/// that names them, so that the folder holds the state before or the one after at any moment.
class SessionWriter
{
public:
    explicit SessionWriter(QString home) : m_home(std::move(home)) {}

    /// Makes the folder where there is none. Throws Error(NoPermission or DiskFull); what was
    /// written before stays valid then. Does nothing after end(). Any thread, one after the other.
    void write(const std::vector<SessionPhoto>& photos);
    /// Stops a write under way, waits for it, and deletes the folder.
    void end();

private:
    using Key = std::pair<const void*, const void*>; ///< where the content lies; and its profile
    /// What a file holds, kept alive so that its address means nothing else.
    struct Kept
    {
        int file = 0; ///< the number that its name begins with
        QString name;
        std::shared_ptr<const void> content;
    };
    using Write = std::function<bool(QIODevice&)>;

    QJsonObject photoJson(const SessionPhoto& photo);
    QJsonObject nodeJson(const HistoryNode& node);
    QString fileOf(const Image& image);
    QString fileOf(Key key, std::shared_ptr<const void> content, const char* suffix,
                   const Write& write);
    void save(const QString& name, const Write& write) const;
    void forget(const std::function<bool(const Key&, const Kept&)>& isUnwanted);

    QString m_home;
    std::optional<SessionFolder> m_folder;
    std::map<Key, Kept> m_kept;
    std::set<Key> m_used; ///< in the write under way
    int m_lastFile = 0;
    std::atomic<bool> m_ended = false;
    std::mutex m_mutex;
};

/// Name of the file in a session's folder that names the others.
extern const QString kSessionFile;

} // namespace enogu
