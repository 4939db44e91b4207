// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/edit/runner.h"
#include "ui/panels/emptystate.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/instructionfield.h"
#include "ui/panels/modelchooser.h"
#include "ui/panels/phototab.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QScreen>
#include <QTabWidget>

#include <algorithm>

namespace enogu {

namespace {

constexpr QSize kFrame(8, 40); ///< what a window manager usually draws around a window

} // namespace

MainWindow::MainWindow(const Preferences& preferences, const WindowMemory& memory)
    : m_actions(std::make_unique<Actions>(this)), m_preferences(preferences), m_memory(memory)
{
    setWindowTitle(QStringLiteral("Enogu"));
    setMinimumSize(640, 480);
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - kFrame));
    setAcceptDrops(true);
    if (m_memory.style.isEmpty())
        m_memory.style = QStringLiteral("cel");
    buildCentre();
    buildToolBar();
    buildDocks();
    buildStatusBar();
    buildEditor();
    connectActions();
    refreshStyles();
    refreshRecent();
    restoreGeometry(m_memory.geometry);
    restoreState(m_memory.state, 1);
    const auto docks = findChildren<QDockWidget*>();
    if (std::all_of(docks.begin(), docks.end(),
                    [](QDockWidget* dock) { return dock->isHidden(); })) {
        for (QDockWidget* dock : docks)
            m_hiddenPanels += dock;
        m_actions->hidePanels->setChecked(true);
    }
    refresh();
}

MainWindow::~MainWindow() = default;

WindowMemory MainWindow::memory() const
{
    WindowMemory memory = m_memory;
    memory.instructions = m_bar->field().earlier();
    const ModelChooser::Memory models = m_models->memory();
    memory.models = models.opened;
    memory.editModel = models.edit;
    memory.generateModel = models.generate;
    memory.geometry = saveGeometry();
    memory.state = saveState(1);
    return memory;
}

int MainWindow::photoCount() const
{
    return m_tabs->count();
}

PhotoTab* MainWindow::currentTab() const
{
    return static_cast<PhotoTab*>(m_tabs->currentWidget());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (!mayClose(static_cast<PhotoTab*>(m_tabs->widget(i)), [this] { close(); })) {
            event->ignore();
            return;
        }
    }
    m_runner->abandon();
    Q_EMIT closing();
    event->accept();
}

/// Behind the Esc of the actions: for keys that reach a window that is not the active one.
void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        escape();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    const auto urls = event->mimeData()->urls();
    for (const QUrl& url : urls)
        if (url.isLocalFile())
            paths += url.toLocalFile();
    openFiles(paths);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::WindowStateChange)
        m_actions->fullScreen->setChecked(isFullScreen());
    QMainWindow::changeEvent(event);
}

} // namespace enogu
