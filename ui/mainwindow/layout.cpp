// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/panels/arearow.h"
#include "ui/panels/easel.h"
#include "ui/panels/editpanel.h"
#include "ui/panels/emptystate.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/instructpanel.h"
#include "ui/panels/modelchooser.h"
#include "ui/panels/stepstrip.h"
#include "ui/plaintext.h"

#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace enogu {

namespace {

QString plain(const QAction* action)
{
    return plainText(action->text());
}

/// Its title's buttons are named after the panel. Qt names every one "Close" or "Float", and does
/// so anew whenever the dock moves.
class Dock : public QDockWidget
{
public:
    using QDockWidget::QDockWidget;

protected:
    bool event(QEvent* event) override
    {
        const bool done = QDockWidget::event(event);
        name("qt_dockwidget_closebutton", MainWindow::tr("Hide Panel %1").arg(windowTitle()));
        name("qt_dockwidget_floatbutton", MainWindow::tr("Detach Panel %1").arg(windowTitle()));
        return done;
    }

private:
    void name(const char* button, const QString& text)
    {
        auto* found = findChild<QAbstractButton*>(QString::fromLatin1(button));
        if (found && found->accessibleName() != text)
            found->setAccessibleName(text);
    }
};

QScrollArea* scrolled(QWidget* content)
{
    auto* scroll = new QScrollArea(content->parentWidget());
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return scroll;
}

} // namespace

void MainWindow::buildCentre()
{
    auto* whole = new QWidget(this);
    m_messages = new MessageBar(whole);
    m_centre = new QStackedWidget(whole);
    m_empty = new EmptyState(m_centre);
    m_tabs = new QTabWidget(m_centre);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setDocumentMode(true);
    m_tabs->setTabBarAutoHide(false);
    m_tabs->setAccessibleName(tr("Open photos"));
    auto* scroll = new QScrollArea(m_centre);
    scroll->setWidget(m_empty);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_centre->addWidget(scroll);
    m_centre->addWidget(m_tabs);
    m_draft = new Easel(m_centre);
    m_draft->canvas().setPictureName(tr("New picture"));
    m_centre->addWidget(m_draft);
    m_strip = new StepStrip(whole);
    m_strip->hide();
    m_bar = new InstructionBar(whole);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_centre, 1);
    column->addWidget(m_strip);
    column->addWidget(m_bar);
    setCentralWidget(whole);
}

void MainWindow::buildToolBar()
{
    QToolBar* bar = addToolBar(tr("Tool Bar"));
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->setIconSize({22, 22});
    // two buttons: to assistive tools a split one can only show its menu
    m_style = new QToolButton(bar);
    m_style->setArrowType(Qt::DownArrow);
    m_style->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_style, &QToolButton::clicked, this, [this] {
        m_actions->styles->popup(m_style->mapToGlobal(m_style->rect().bottomLeft()));
    });

    bar->addActions({m_actions->open, m_actions->exportPicture});
    bar->addSeparator();
    bar->addActions({m_actions->undo, m_actions->redo});
    bar->addSeparator();
    bar->addAction(m_actions->animeify);
    bar->addWidget(m_style);
    bar->addActions({m_actions->stop, m_actions->compareNext});
    auto* gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    bar->addActions({m_actions->zoomOut, m_actions->zoomIn, m_actions->fit, m_actions->actualSize});
    for (QAction* action : {m_actions->open, m_actions->exportPicture, m_actions->animeify,
                            m_actions->stop, m_actions->compareNext})
        static_cast<QToolButton*>(bar->widgetForAction(action))
            ->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto buttons = bar->findChildren<QToolButton*>();
    for (QToolButton* button : buttons) {
        button->setFocusPolicy(Qt::TabFocus);
        if (button->defaultAction())
            button->setAccessibleName(plain(button->defaultAction()));
        else if (button != m_style)
            button->setAccessibleName(tr("More Tools"));
    }
    m_actions->panels->addAction(bar->toggleViewAction());
}

void MainWindow::buildDocks()
{
    m_editPanel = new EditPanel(this);
    m_history = new HistoryPanel(this);
    m_instruct = new InstructPanel(this);
    m_models = new ModelChooser(m_instruct);
    m_areas = new AreaRow(m_instruct);
    m_instruct->addParts(m_models, m_areas);
    m_editTabs = new QTabWidget(this);
    m_editTabs->setDocumentMode(true);
    m_editTabs->setAccessibleName(tr("Edit"));
    m_editTabs->addTab(scrolled(m_instruct), tr("Instruct"));
    m_editTabs->addTab(scrolled(m_editPanel), tr("Anime"));
    m_editTabs->setMinimumHeight(m_editPanel->sizeHint().height());
    const auto dock = [this](const QString& title, const char* name, QWidget* content) {
        auto* widget = new Dock(title, this);
        widget->setObjectName(QString::fromLatin1(name));
        widget->setWidget(content);
        widget->setMinimumWidth(280);
        widget->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable |
                            QDockWidget::DockWidgetClosable);
        addDockWidget(Qt::RightDockWidgetArea, widget);
        m_actions->panels->addAction(widget->toggleViewAction());
        return widget;
    };
    QDockWidget* editDock = dock(tr("Edit"), "edit", m_editTabs);
    QDockWidget* historyDock = dock(tr("History"), "history", m_history);
    resizeDocks({editDock, historyDock}, {320, 320}, Qt::Horizontal);
    resizeDocks({editDock, historyDock}, {420, 200}, Qt::Vertical);
}

void MainWindow::buildStatusBar()
{
    m_phase = new QLabel(this);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    m_progress->setAccessibleName(tr("Progress"));
    m_stop = new QToolButton(this);
    m_stop->setDefaultAction(m_actions->stop);
    m_stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_stop->setIconSize({14, 14});
    m_stop->setAutoRaise(true);
    m_stop->setAccessibleName(plain(m_actions->stop));
    m_factsLabel = new QLabel(this);
    m_zoomLabel = new QLabel(this);
    m_deviceLabel = new QLabel(tr("Starting the engine…"), this);
    statusBar()->addWidget(m_progress);
    statusBar()->addWidget(m_stop);
    statusBar()->addWidget(m_phase); // last: its words change width
    for (QLabel* label : {m_factsLabel, m_zoomLabel, m_deviceLabel}) {
        label->setContentsMargins(6, 0, 6, 0);
        statusBar()->addPermanentWidget(label);
    }
    for (QWidget* widget : {static_cast<QWidget*>(m_phase), static_cast<QWidget*>(m_progress),
                            static_cast<QWidget*>(m_stop)})
        widget->hide();
}

} // namespace enogu
