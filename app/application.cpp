// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/settings.h"
#include "ui/palettes.h"
#include "ui/style.h"

#include <QApplication>
#include <QEvent>
#include <QIcon>
#include <QLibraryInfo>

namespace enogu {

void connectWindow(MainWindow& window, EngineThread& engine)
{
    QObject::connect(&window, &MainWindow::runRequested, &engine,
                     [&](const Job& job) { window.runStarted(engine.submit(job)); });
    QObject::connect(&window, &MainWindow::stopRequested, &engine, &EngineThread::stop);
    QObject::connect(&window, &MainWindow::inspectRequested, &engine,
                     [&](const QString& path) { engine.inspect(path.toStdString()); });
    QObject::connect(&engine, &EngineThread::ready, &window, &MainWindow::showDevices);
    QObject::connect(&engine, &EngineThread::unavailable, &window, &MainWindow::showEngineMissing);
    QObject::connect(&engine, &EngineThread::progressed, &window, &MainWindow::showProgress);
    QObject::connect(&engine, &EngineThread::previewed, &window, &MainWindow::showRunPreview);
    QObject::connect(&engine, &EngineThread::finished, &window, &MainWindow::finishRun);
    QObject::connect(&engine, &EngineThread::failed, &window, &MainWindow::failRun);
    QObject::connect(&engine, &EngineThread::cancelled, &window, &MainWindow::cancelRun);
    QObject::connect(&engine, &EngineThread::inspected, &window, &MainWindow::addInspectedStyle);
    QObject::connect(&engine, &EngineThread::inspectFailed, &window, &MainWindow::refuseStyle);
}

Application::Application(EngineThread::Factory factory) : m_systemPalette(QApplication::palette())
{
    QApplication::setStyle(new Style);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/enogu.svg")));
    const Preferences preferences = readPreferences();
    applyLanguage(preferences.language);
    applyTheme(preferences.theme);
    m_window = std::make_unique<MainWindow>(preferences, readWindowMemory());
    m_engine = std::make_unique<EngineThread>(std::move(factory));
    connectWindow(*m_window, *m_engine);
    connect(m_window.get(), &MainWindow::preferencesChanged, this,
            [this](const Preferences& changed) {
                writePreferences(changed);
                applyTheme(changed.theme);
            });
    connect(m_window.get(), &MainWindow::closing, this,
            [this] { writeWindowMemory(m_window->memory()); });
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] {
        if (m_window->isVisible()) // SIGTERM: nobody closed it
            writeWindowMemory(m_window->memory());
    });
}

Application::~Application() = default;

void Application::show(const QStringList& photos)
{
    m_window->installEventFilter(this);
    m_window->show();
    m_window->openFiles(photos);
}

bool Application::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        m_window->removeEventFilter(this);
        QMetaObject::invokeMethod(m_engine.get(), &EngineThread::start, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void Application::applyLanguage(const QString& language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    if (m_qtTranslator.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&m_qtTranslator);
    if (m_translator.load(locale, QStringLiteral("enogu"), QStringLiteral("_"),
                          QStringLiteral(":/i18n")))
        QApplication::installTranslator(&m_translator);
}

void Application::applyTheme(const QString& theme)
{
    const bool systemIsDark = m_systemPalette.color(QPalette::Window).lightness() < 128;
    const bool dark =
        theme == QLatin1String("dark") || (theme != QLatin1String("light") && systemIsDark);
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
}

} // namespace enogu
