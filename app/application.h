// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/enginethread.h"
#include "ui/document/session.h"
#include "ui/mainwindow.h"

#include <QTranslator>

namespace enogu {

/// Connects a window with an engine's thread, both ways; both outlive the connection.
void connectWindow(MainWindow& window, EngineThread& engine);

/// The window's program: settings, language, theme, window, engine. Needs a QApplication.
class Application : public QObject
{
    Q_OBJECT
public:
    explicit Application(EngineThread::Factory factory);
    ~Application() override;

    /// Shows the window and opens the photos; the engine starts after the first paint.
    void show(const QStringList& photos);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyLanguage(const QString& language);
    void applyTheme(const QString& theme);

    QTranslator m_translator, m_qtTranslator;
    QPalette m_systemPalette;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<Session> m_session;
};

} // namespace enogu
