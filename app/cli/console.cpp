// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <QFileInfo>
#include <QJsonDocument>

#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace enogu {

namespace {

constexpr qsizetype kLongestLine = 300;
constexpr int kBarWidth = 24;
constexpr double kShortestStep = 0.01; ///< of a job between two lines of --json

QString withoutControls(QString text)
{
    for (QChar& c : text) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
            c == QChar::ParagraphSeparator)
            c = QLatin1Char(' ');
    }
    return text.simplified();
}

QString cutToBytes(QString text, qsizetype bytes)
{
    if (text.toUtf8().size() <= bytes)
        return text;
    while (!text.isEmpty() && text.toUtf8().size() > bytes - 3)
        text.chop(text.at(text.size() - 1).isLowSurrogate() ? 2 : 1);
    return text + QLatin1String("...");
}

void writeAll(int fd, const QByteArray& bytes)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const auto written = ::write(fd, bytes.constData() + at, std::size_t(bytes.size() - at));
        if (written <= 0)
            return;
        at += written;
    }
}

} // namespace

QString oneLine(const QString& file, const QString& sentence)
{
    const QString name = withoutControls(QFileInfo(file).fileName());
    QString line = withoutControls(sentence);
    if (!name.isEmpty() && !line.contains(name))
        line = name + QLatin1String(": ") + line;
    if (line.toUtf8().size() <= kLongestLine)
        return line;
    const QString folder = withoutControls(file).chopped(name.size());
    if (!folder.isEmpty())
        line.replace(folder + name, name);
    const qsizetype at = line.indexOf(name);
    if (at > 0 && line.left(at + name.size()).toUtf8().size() > kLongestLine - 3)
        line = name + QLatin1String(": ") + line.remove(at, name.size()).simplified();
    return cutToBytes(line, kLongestLine);
}

Console::Console(bool json) : m_json(json), m_terminal(isatty(STDERR_FILENO) != 0)
{
    m_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (m_stderr >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    if (nowhere > STDERR_FILENO)
        close(nowhere);
}

Console::~Console()
{
    clearProgress();
    std::fflush(stdout);
    if (m_stderr >= 0) {
        dup2(m_stderr, STDERR_FILENO);
        close(m_stderr);
    }
}

void Console::writeLine(const QString& text)
{
    clearProgress();
    writeAll(m_stderr, text.toUtf8() + '\n');
}

void Console::showProgress(const QString& file, const Progress& progress)
{
    const double share = progress.total > 0 ? progress.done / progress.total : 0;
    if (m_json) {
        say({}, {{QStringLiteral("event"), QStringLiteral("progress")},
                 {QStringLiteral("file"), file},
                 {QStringLiteral("done"), progress.done},
                 {QStringLiteral("total"), progress.total},
                 {QStringLiteral("secondsLeft"), progress.secondsLeft},
                 {QStringLiteral("phase"), QString::fromStdString(progress.phase)}});
        return;
    }
    if (!m_terminal)
        return;
    const int filled = int(share * kBarWidth);
    QString bar =
        QStringLiteral("\r[%1%2] %3 %  %4")
            .arg(QString(filled, QLatin1Char('#')), QString(kBarWidth - filled, QLatin1Char('.')))
            .arg(int(share * 100), 3)
            .arg(QString::fromStdString(progress.phase));
    if (progress.secondsLeft >= 0)
        bar += QStringLiteral(", %1 s left").arg(std::ceil(progress.secondsLeft));
    writeAll(m_stderr, (bar + QLatin1String("\033[K")).toUtf8());
    m_barShown = true;
}

void Console::clearProgress()
{
    if (m_barShown)
        writeAll(m_stderr, "\r\033[K");
    m_barShown = false;
}

void Console::say(const std::string& text, const QJsonObject& object)
{
    clearProgress();
    const std::string line =
        m_json ? QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() : text;
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void Console::warn(const QString& sentence)
{
    m_warnings.append(withoutControls(sentence));
    if (m_json)
        say({}, {{QStringLiteral("event"), QStringLiteral("warning")},
                 {QStringLiteral("text"), sentence}});
}

void Console::fail(const QString& file, const QString& sentence)
{
    if (m_json)
        say({}, {{QStringLiteral("event"), QStringLiteral("error")},
                 {QStringLiteral("file"), file},
                 {QStringLiteral("text"), sentence}});
    writeLine(oneLine(file, sentence));
}

int Console::refuse(const char* command, const QString& sentence)
{
    writeLine(sentence + QStringLiteral("\nTry: enogu %1 --help").arg(QLatin1String(command)));
    return 2;
}

int Console::finish(int status)
{
    clearProgress();
    if (status == 0) {
        for (const QString& warning : m_warnings)
            writeLine(warning);
    }
    return status;
}

} // namespace enogu
