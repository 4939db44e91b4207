// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/sessionfolder.h"

#include "engine/api/error.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace enogu {

namespace {

const QString kLockName = u"lock"_s;

/// An open file with an exclusive lock, or −1 where another process has it.
int lockedFile(const QString& path, bool wait)
{
    const int file = ::open(QFile::encodeName(path).constData(),
                            O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0 || ::flock(file, wait ? LOCK_EX : LOCK_EX | LOCK_NB) == 0)
        return file;
    ::close(file);
    errno = EWOULDBLOCK;
    return -1;
}

/// Held while folders are made or looked through, so that no one meets a folder without its lock.
class Guard
{
public:
    explicit Guard(const QString& home) : m_file(lockedFile(home + u"/guard"_s, true)) {}
    Guard(const Guard&) = delete;
    ~Guard()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    bool isHeld() const { return m_file >= 0; }

private:
    int m_file;
};

[[noreturn]] void refuse(const QString& home)
{
    const bool full = errno == ENOSPC || errno == EDQUOT;
    throw Error(full ? ErrorCode::DiskFull : ErrorCode::NoPermission,
                "The folder " + home.toStdString() +
                    (full ? " has no space left: delete something."
                          : " cannot be written: allow it, or give it to this user."));
}

} // namespace

SessionFolder SessionFolder::create(const QString& home)
{
    errno = EACCES;
    if (!QDir().mkpath(home))
        refuse(home);
    QFile::setPermissions(home, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const Guard guard(home);
    const QString stem = home + u'/' +
                         QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-"_s) +
                         QString::number(::getpid());
    QString path = stem;
    int made = -1;
    for (int i = 1; guard.isHeld(); ++i) {
        made = ::mkdir(QFile::encodeName(path).constData(), 0700);
        if (made == 0 || errno != EEXIST)
            break;
        path = stem + u'-' + QString::number(i);
    }
    const int lock = made == 0 ? lockedFile(path + u'/' + kLockName, false) : -1;
    if (lock < 0)
        refuse(home);
    return SessionFolder(path, lock);
}

std::vector<SessionFolder> SessionFolder::abandoned(const QString& home)
{
    std::vector<SessionFolder> found;
    if (!QDir(home).exists())
        return found;
    const Guard guard(home);
    if (!guard.isHeld())
        return found;
    const auto folders =
        QDir(home).entryInfoList(QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo& folder : folders)
        if (const int lock = lockedFile(folder.filePath() + u'/' + kLockName, false); lock >= 0)
            found.push_back(SessionFolder(folder.filePath(), lock));
    return found;
}

SessionFolder::SessionFolder(SessionFolder&& other) noexcept
    : m_path(std::move(other.m_path)), m_lock(std::exchange(other.m_lock, -1))
{
}

SessionFolder& SessionFolder::operator=(SessionFolder&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_lock, other.m_lock);
    return *this;
}

SessionFolder::~SessionFolder()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

QString SessionFolder::file(const QString& name) const
{
    return m_path + u'/' + name;
}

void SessionFolder::remove()
{
    if (m_lock < 0)
        return;
    QDir(m_path).removeRecursively();
    ::close(std::exchange(m_lock, -1));
}

QString usualSessionHome()
{
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    const bool isGiven = QDir::isAbsolutePath(state);
    return (isGiven ? state : QDir::homePath() + u"/.local/state"_s) + u"/enogu/sessions"_s;
}

} // namespace enogu
