// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/geometrydialogs.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/panels/editpanel.h"
#include "ui/panels/emptystate.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/phototab.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTabWidget>

namespace enogu {

void MainWindow::connectActions()
{
    const Actions& a = *m_actions;
    connect(a.open, &QAction::triggered, this, &MainWindow::chooseFiles);
    connect(a.pasteNew, &QAction::triggered, this, &MainWindow::paste);
    connect(a.exportPicture, &QAction::triggered, this, &MainWindow::exportPicture);
    connect(a.closePhoto, &QAction::triggered, this, [this] { closeTab(m_tabs->currentIndex()); });
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    connect(a.copy, &QAction::triggered, this, &MainWindow::copyPicture);
    connect(a.undo, &QAction::triggered, this, [this] { currentTab()->document().undo(); });
    connect(a.redo, &QAction::triggered, this, [this] { currentTab()->document().redo(); });
    connect(a.animeify, &QAction::triggered, this, &MainWindow::animeify);
    connect(a.stop, &QAction::triggered, this, [this] {
        if (m_run.job == 0)
            endRun();
        else
            Q_EMIT stopRequested();
    });
    connect(a.addStyle, &QAction::triggered, this, &MainWindow::chooseStyleFile);
    connect(a.preferences, &QAction::triggered, this, &MainWindow::showPreferences);
    connect(a.shortcuts, &QAction::triggered, this,
            [this] { showShortcuts(m_actions->all(), this); });
    connect(a.about, &QAction::triggered, this, [this] { showAbout(this); });
    connect(a.aboutQt, &QAction::triggered, this, [this] { QApplication::aboutQt(); });
    connect(m_empty, &EmptyState::openRequested, this, &MainWindow::chooseFiles);
    connect(m_empty, &EmptyState::pasteRequested, this, &MainWindow::paste);
    connect(m_empty, &EmptyState::fileChosen, this,
            [this](const QString& path) { openFile(path, false); });
    connect(m_empty, &EmptyState::sampleChosen, this, &MainWindow::openSample);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { refresh(); });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_editPanel, &EditPanel::changed, this, &MainWindow::look);
    connect(m_editPanel, &EditPanel::finished, this, [this] {
        m_sliding = false;
        if (PhotoTab* tab = currentTab())
            tab->document().finishLook();
    });
    connectViewActions();
    connectPhotoActions();
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
        connect(action, &QAction::triggered, this, [this, recipe] { edit(recipe); });
    };
    onEdit(a.turnLeft, Turn{3});
    onEdit(a.turnRight, Turn{1});
    onEdit(a.flipAcross, Flip{true});
    onEdit(a.flipDown, Flip{false});
    const auto extent = [this] { return currentTab()->document().currentImage().extent(); };
    connect(a.crop, &QAction::triggered, this, [this, extent] {
        if (const auto recipe = askForCrop(extent(), this))
            edit(*recipe);
    });
    connect(a.straighten, &QAction::triggered, this, [this] {
        if (const auto recipe = askForStraighten(this))
            edit(*recipe);
    });
    connect(a.resize, &QAction::triggered, this, [this, extent] {
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
    m_centre->setCurrentIndex(tab ? 1 : 0);
    for (QAction* action : m_actions->forPhoto())
        action->setEnabled(tab != nullptr);
    m_history->setDocument(tab ? &tab->document() : nullptr);
    const History* history = tab ? &tab->document().history() : nullptr;
    m_actions->undo->setEnabled(history && history->canUndo());
    m_actions->redo->setEnabled(history && history->canRedo());
    refreshAnimeify(tab != nullptr);
    refreshStatus();
    syncPanel();
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
    m_actions->undo->setEnabled(tab->document().history().canUndo());
    m_actions->redo->setEnabled(tab->document().history().canRedo());
    refreshStatus();
}

void MainWindow::refreshAnimeify(bool hasPhoto)
{
    QAction* action = m_actions->animeify;
    action->setEnabled(hasPhoto && !m_run.active && m_engineMissing.isEmpty());
    m_actions->stop->setEnabled(m_run.active);
    QString tip =
        tr("Draw the photo in the style %1 (%2)")
            .arg(styleName(m_memory.style), action->shortcut().toString(QKeySequence::NativeText));
    if (!m_engineMissing.isEmpty())
        tip = m_engineMissing;
    else if (!hasPhoto)
        tip = tr("Open a photo first");
    action->setToolTip(tip);
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
    PreferencesDialog dialog(m_preferences, m_hasGpu, this);
    if (dialog.exec() != QDialog::Accepted || dialog.preferences() == m_preferences)
        return;
    m_preferences = dialog.preferences();
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
