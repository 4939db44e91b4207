// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/geometrydialogs.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/edit/editor.h"
#include "ui/edit/runner.h"
#include "ui/errortext.h"
#include "ui/panels/editpanel.h"
#include "ui/panels/emptystate.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/phototab.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace enogu {

namespace {

/// Assistive tools can trigger what lies behind an open dialog: that does nothing.
template <typename Work>
auto unlessADialogIsOpen(Work work)
{
    return [work](auto... state) {
        if (!QApplication::activeModalWidget())
            work(state...);
    };
}

template <typename Work>
void onAction(const QAction* action, QObject* context, Work work)
{
    QObject::connect(action, &QAction::triggered, context,
                     unlessADialogIsOpen([work](bool) { work(); }));
}

/// For work that opens a dialog: whoever triggered the action is answered before that.
template <typename Work>
void onDialogAction(const QAction* action, QObject* context, Work work)
{
    QObject::connect(action, &QAction::triggered, context,
                     unlessADialogIsOpen([work](bool) { work(); }), Qt::QueuedConnection);
}

} // namespace

void MainWindow::connectActions()
{
    const Actions& a = *m_actions;
    onDialogAction(a.open, this, [this] { chooseFiles(); });
    onDialogAction(a.exportPicture, this, [this] { exportPicture(); });
    onDialogAction(a.closePhoto, this, [this] { closeTab(m_tabs->currentIndex()); });
    onDialogAction(a.quit, this, [this] { close(); });
    onDialogAction(a.addStyle, this, [this] { chooseStyleFile(); });
    onDialogAction(a.preferences, this, [this] { showPreferences(); });
    onDialogAction(a.shortcuts, this, [this] { showShortcuts(m_actions->all(), this); });
    onDialogAction(a.about, this, [this] { showAbout(this); });
    onDialogAction(a.aboutQt, this, [] { QApplication::aboutQt(); });
    onAction(a.pasteNew, this, [this] { paste(); });
    onAction(a.copy, this, [this] { copyPicture(); });
    onAction(a.undo, this, [this] { undo(); });
    onAction(a.redo, this, [this] { redo(); });
    onAction(a.animeify, this, [this] { animeify(); });
    connect(a.stop, &QAction::triggered, m_runner, &Runner::stop);
    connect(a.escape, &QAction::triggered, this, &MainWindow::escape);
    connectInstructActions();
    connectPanels();
    connectViewActions();
    connectPhotoActions();
}

void MainWindow::connectPanels()
{
    connect(m_empty, &EmptyState::openRequested, this, &MainWindow::chooseFiles);
    connect(m_empty, &EmptyState::pasteRequested, this, &MainWindow::paste);
    connect(m_empty, &EmptyState::fileChosen, this,
            [this](const QString& path) { openFile(path, false); });
    connect(m_empty, &EmptyState::sampleChosen, this, &MainWindow::openSample);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { refresh(); });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_editPanel, &EditPanel::changed, this, &MainWindow::look);
    connect(m_editPanel, &EditPanel::finished, this, [this] {
        if (PhotoTab* tab = currentTab())
            tab->document().finishLook();
    });
}

void MainWindow::connectViewActions()
{
    const Actions& a = *m_actions;
    const auto onCanvas = [this](QAction* action, auto work) {
        connect(action, &QAction::triggered, this, [this, work](bool checked) {
            if (PhotoTab* tab = currentTab())
                work(tab->canvas(), checked);
        });
    };
    onCanvas(a.zoomIn, [](Canvas& canvas, bool) { canvas.zoomIn(); });
    onCanvas(a.zoomOut, [](Canvas& canvas, bool) { canvas.zoomOut(); });
    onCanvas(a.fit, [](Canvas& canvas, bool) { canvas.fit(); });
    onCanvas(a.fitWidth, [](Canvas& canvas, bool) { canvas.fitWidth(); });
    onCanvas(a.actualSize, [](Canvas& canvas, bool) { canvas.actualSize(); });
    onCanvas(a.compareNext, [](Canvas& canvas, bool) { canvas.cycleCompare(); });
    onCanvas(a.compareOff, [](Canvas& canvas, bool) { canvas.setCompareMode(CompareMode::Off); });
    onCanvas(a.compareSplit,
             [](Canvas& canvas, bool) { canvas.setCompareMode(CompareMode::Split); });
    onCanvas(a.compareSides,
             [](Canvas& canvas, bool) { canvas.setCompareMode(CompareMode::SideBySide); });
    onCanvas(a.showOriginal, [](Canvas& canvas, bool shows) { canvas.setShowsOriginal(shows); });
    connect(a.hidePanels, &QAction::triggered, this, &MainWindow::togglePanels);
    connect(a.fullScreen, &QAction::triggered, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
}

void MainWindow::connectPhotoActions()
{
    const Actions& a = *m_actions;
    const auto onEdit = [this](QAction* action, const EditRecipe& recipe) {
        onAction(action, this, [this, recipe] { edit(recipe); });
    };
    onEdit(a.turnLeft, Turn{3});
    onEdit(a.turnRight, Turn{1});
    onEdit(a.flipAcross, Flip{true});
    onEdit(a.flipDown, Flip{false});
    const auto extent = [this] { return currentTab()->document().currentImage().extent(); };
    onDialogAction(a.crop, this, [this] {
        if (const auto recipe = askForCrop(currentTab()->document().currentImage(), this))
            edit(*recipe);
    });
    onDialogAction(a.straighten, this, [this] {
        if (const auto recipe = askForStraighten(currentTab()->document().currentImage(), this))
            edit(*recipe);
    });
    onDialogAction(a.resize, this, [this, extent] {
        if (const auto recipe = askForResize(extent(), this))
            edit(*recipe);
    });
}

void MainWindow::edit(const EditRecipe& recipe)
{
    if (PhotoTab* tab = currentTab())
        tab->document().applyGeometry(recipe);
}

void MainWindow::refresh()
{
    PhotoTab* tab = currentTab();
    for (QAction* action : m_actions->forPhoto())
        action->setEnabled(tab != nullptr);
    m_history->setDocument(tab ? &tab->document() : nullptr);
    refreshAnimeify(tab != nullptr);
    refreshStatus();
    syncPanel();
    m_editor->setTab(tab);
    refreshCentre();
    if (!tab) {
        setWindowTitle(QStringLiteral("Enogu"));
        return;
    }
    refreshTab(tab);
    const CompareMode mode = tab->canvas().compare().mode();
    m_actions->compareOff->setChecked(mode == CompareMode::Off);
    m_actions->compareSplit->setChecked(mode == CompareMode::Split);
    m_actions->compareSides->setChecked(mode == CompareMode::SideBySide);
    m_actions->showOriginal->setChecked(tab->canvas().isShowingOriginal());
}

void MainWindow::refreshTab(PhotoTab* tab)
{
    const QString mark = tab->isModified() ? QStringLiteral("*") : QString();
    m_tabs->setTabText(m_tabs->indexOf(tab),
                       tab->name().replace(QLatin1Char('&'), QStringLiteral("&&")) + mark);
    if (tab != currentTab())
        return;
    setWindowModified(tab->isModified());
    setWindowTitle(tab->name() + QStringLiteral("[*] — Enogu"));
    refreshUndo();
    refreshStatus();
}

/// Strokes are taken back before edits, while there is a tool for them.
void MainWindow::undo()
{
    if (currentTab()->canvas().canUndoStroke())
        currentTab()->canvas().undoStroke();
    else
        currentTab()->document().undo();
}

void MainWindow::redo()
{
    if (currentTab()->canvas().canRedoStroke())
        currentTab()->canvas().redoStroke();
    else
        currentTab()->document().redo();
}

void MainWindow::refreshUndo()
{
    PhotoTab* tab = currentTab();
    m_actions->undo->setEnabled(
        tab && (tab->document().history().canUndo() || tab->canvas().canUndoStroke()));
    m_actions->redo->setEnabled(
        tab && (tab->document().history().canRedo() || tab->canvas().canRedoStroke()));
}

void MainWindow::refreshAnimeify(bool hasPhoto)
{
    QAction* action = m_actions->animeify;
    action->setEnabled(hasPhoto && !m_runner->isActive() && m_engineMissing.isEmpty());
    m_actions->stop->setEnabled(m_runner->isActive());
    QString tip =
        tr("Draw the photo in the style %1 (%2)")
            .arg(styleName(m_memory.style), action->shortcut().toString(QKeySequence::NativeText));
    if (!m_engineMissing.isEmpty())
        tip = m_engineMissing;
    else if (!hasPhoto)
        tip = tr("Open a photo first");
    action->setToolTip(tip);
}

void MainWindow::refreshDevice()
{
    const auto chosen = std::find_if(m_devices.begin(), m_devices.end(), [this](const auto& d) {
        return QString::fromStdString(d.id) == m_preferences.device;
    });
    if (chosen != m_devices.end())
        m_deviceLabel->setText(QString::fromStdString(chosen->name));
    else if (!m_devices.empty())
        m_deviceLabel->setText(QString::fromStdString(m_devices.front().name));
}

void MainWindow::complain(const Error& error, const MessageBar::Action& action,
                          const QString& subject)
{
    m_messages->showMessage(sentenceOf(error, subject), action, detailsOf(error));
}

void MainWindow::refreshStatus()
{
    PhotoTab* tab = currentTab();
    m_factsLabel->setText(tab ? tab->facts() : QString());
    m_zoomLabel->setText(tab ? tr("%1 %").arg(qRound(tab->canvas().zoom() * 100)) : QString());
}

void MainWindow::refreshRecent()
{
    QMenu* menu = m_actions->recent;
    menu->clear();
    for (const QString& path : std::as_const(m_memory.recent)) {
        QAction* action = menu->addAction(
            QFileInfo(path).fileName().replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { openFile(path, false); });
    }
    menu->setEnabled(!m_memory.recent.isEmpty());
    if (!m_memory.recent.isEmpty()) {
        menu->addSeparator();
        connect(menu->addAction(tr("&Clear List")), &QAction::triggered, this, [this] {
            m_memory.recent.clear();
            refreshRecent();
        });
    }
    m_empty->setRecentFiles(m_memory.recent);
}

void MainWindow::showPreferences()
{
    PreferencesDialog dialog(m_preferences, m_devices, this);
    if (dialog.exec() != QDialog::Accepted || dialog.preferences() == m_preferences)
        return;
    m_preferences = dialog.preferences();
    m_editor->setDevice(m_preferences.device);
    refreshDevice();
    Q_EMIT preferencesChanged(m_preferences);
}

void MainWindow::togglePanels(bool hide)
{
    if (!hide) {
        for (QWidget* panel : std::as_const(m_hiddenPanels))
            panel->show();
        m_hiddenPanels.clear();
        return;
    }
    const auto docks = findChildren<QDockWidget*>();
    for (QDockWidget* dock : docks) {
        if (dock->isHidden())
            continue;
        m_hiddenPanels += dock;
        dock->hide();
    }
}

} // namespace enogu
