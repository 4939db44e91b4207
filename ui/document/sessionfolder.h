// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace enogu {

/// The folder of one run of the program. It is held by a lock that the system takes away with the
/// process, however that ends. Movable; any thread.
class SessionFolder
{
public:
    /// A new one in `home`, which is made where it is missing; for the user's eyes alone. Throws
    /// Error(NoPermission or DiskFull).
    static SessionFolder create(const QString& home);
    /// Those in `home` whose program has ended; held from now on.
    static std::vector<SessionFolder> abandoned(const QString& home);

    SessionFolder(SessionFolder&& other) noexcept;
    SessionFolder& operator=(SessionFolder&& other) noexcept;
    ~SessionFolder(); ///< lets go of it; what is in it stays

    QString path() const { return m_path; }
    QString file(const QString& name) const;
    /// Deletes it with all that is in it.
    void remove();

private:
    SessionFolder(QString path, int lock) : m_path(std::move(path)), m_lock(lock) {}

    QString m_path;
    int m_lock; ///< −1 once it was moved from or removed
};

/// Where sessions are kept: "sessions" in the user's state directory of Enogu.
QString usualSessionHome();

} // namespace enogu
