// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/settings.h"
#include "ui/edit/editor.h"
#include "ui/edit/runner.h"
#include "ui/palettes.h"
#include "ui/style.h"

#include <QApplication>
#include <QEvent>
#include <QIcon>
#include <QLibraryInfo>
#include <QStandardPaths>

namespace enogu {

namespace {

void connectRunner(Runner& runner, EngineThread& engine)
{
    QObject::connect(&runner, &Runner::requested, &engine, [&](const Job& job) {
        Job kept = job;
        kept.cache =
            QStandardPaths::writableLocation(QStandardPaths::CacheLocation).toStdU16String();
        runner.started(engine.submit(kept));
    });
    QObject::connect(&runner, &Runner::stopRequested, &engine, &EngineThread::stop);
    QObject::connect(&engine, &EngineThread::progressed, &runner, &Runner::progress);
    QObject::connect(&engine, &EngineThread::previewed, &runner, &Runner::preview);
    QObject::connect(&engine, &EngineThread::stepped, &runner, &Runner::step);
    QObject::connect(&engine, &EngineThread::finished, &runner, &Runner::finish);
    QObject::connect(&engine, &EngineThread::failed, &runner, &Runner::fail);
    QObject::connect(&engine, &EngineThread::cancelled, &runner, &Runner::cancel);
}

void connectForecast(Forecast& forecast, EngineThread& engine)
{
    QObject::connect(&forecast, &Forecast::planRequested, &engine, &EngineThread::plan);
    QObject::connect(&forecast, &Forecast::reachRequested, &engine, &EngineThread::reach);
    QObject::connect(&engine, &EngineThread::planned, &forecast, &Forecast::takePlan);
    QObject::connect(&engine, &EngineThread::reached, &forecast, &Forecast::takeReach);
}

std::vector<std::string> modelFolders()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return {(data + QStringLiteral("/models")).toStdString()};
}

} // namespace

void connectWindow(MainWindow& window, EngineThread& engine)
{
    connectRunner(window.runner(), engine);
    connectForecast(window.editor().forecast(), engine);
    QObject::connect(&window, &MainWindow::inspectRequested, &engine,
                     [&](const QString& path) { engine.inspect(path.toStdString()); });
    QObject::connect(&engine, &EngineThread::ready, &window, &MainWindow::showDevices);
    QObject::connect(&engine, &EngineThread::unavailable, &window, &MainWindow::showEngineMissing);
    QObject::connect(&engine, &EngineThread::ready, &engine,
                     [&] { engine.findModels(modelFolders()); });
    QObject::connect(&engine, &EngineThread::modelsFound, &window, &MainWindow::showModels);
    QObject::connect(&engine, &EngineThread::inspected, &window, &MainWindow::addInspected);
    QObject::connect(&engine, &EngineThread::inspectFailed, &window, &MainWindow::refuseInspected);
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
    m_session = std::make_unique<Session>();
    m_window->keepIn(*m_session);
    connect(m_window.get(), &MainWindow::preferencesChanged, this,
            [this](const Preferences& changed) {
                writePreferences(changed);
                applyTheme(changed.theme);
            });
    connect(m_window.get(), &MainWindow::closing, this, [this] {
        writeWindowMemory(m_window->memory());
        m_session->end();
    });
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
