// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/dialogs/keepchangesdialog.h"
#include "ui/document/keptchanges.h"
#include "ui/document/recipejson.h"
#include "ui/edit/editor.h"
#include "ui/edit/runner.h"
#include "ui/edit/variation.h"
#include "ui/panels/chiprow.h"
#include "ui/panels/easel.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/instructionfield.h"
#include "ui/panels/instructpanel.h"
#include "ui/panels/modelchooser.h"
#include "ui/panels/phototab.h"
#include "ui/panels/stepstrip.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace enogu {

/// Bar, strip and panel exist; the editor connects them.
void MainWindow::buildEditor()
{
    m_runner = new Runner(this);
    m_editor = new Editor(
        {m_bar, m_instruct, m_areas, m_models, m_strip, m_messages, m_runner, m_draft}, this);
    m_editor->setDevice(m_preferences.device);
    m_bar->field().setEarlier(m_memory.instructions);
    m_models->setMemory({m_memory.models, m_memory.editModel, m_memory.generateModel});
    connect(m_runner, &Runner::activeChanged, this, &MainWindow::showActive);
    connect(m_runner, &Runner::progressed, this, &MainWindow::showProgress);
    connect(m_runner, &Runner::stopping, this, [this] { m_phase->setText(tr("Stopping…")); });
    connect(m_runner, &Runner::ranOn, m_deviceLabel, &QLabel::setText);
    connect(m_editor, &Editor::changed, this, &MainWindow::refreshCentre);
    connect(m_editor, &Editor::pictureMade, this, &MainWindow::addMade);
    connect(
        m_editor, &Editor::failed, this,
        [this](const Error& error, const MessageBar::Action& action) { complain(error, action); });
    connect(&m_bar->chips(), &ChipRow::changesRequested, m_actions->keepChanges, &QAction::trigger);
    connect(m_bar, &InstructionBar::seenRequested, this, &MainWindow::showSeen);
    connect(m_models, &ModelChooser::folderWanted, this, [this] { openModel(false); });
    connect(m_models, &ModelChooser::fileWanted, this, [this] { openModel(true); });
    connect(m_models, &ModelChooser::modelWanted, this, [this] { openModel(false); });
    connect(m_models, &ModelChooser::inspectRequested, this, [this](const QString& path) {
        m_asked = path;
        Q_EMIT inspectRequested(path);
    });
}

void MainWindow::connectInstructActions()
{
    const Actions& a = *m_actions;
    connect(a.run, &QAction::triggered, m_editor, &Editor::run);
    connect(a.again, &QAction::triggered, m_editor, &Editor::tryAgain);
    connect(a.weaker, &QAction::triggered, m_editor, &Editor::weaker);
    connect(a.stronger, &QAction::triggered, m_editor, &Editor::stronger);
    connect(a.pad, &QAction::triggered, m_editor, &Editor::showPad);
    connect(a.keepStep, &QAction::triggered, m_editor, &Editor::keepStep);
    connect(a.branch, &QAction::triggered, m_editor, &Editor::branch);
    connect(a.keepChanges, &QAction::triggered, this, &MainWindow::keepChanges,
            Qt::QueuedConnection);
    connect(a.stepBack, &QAction::triggered, this, [this] { m_editor->moveStep(-1); });
    connect(a.stepOn, &QAction::triggered, this, [this] { m_editor->moveStep(1); });
    connect(a.older, &QAction::triggered, this, [this] { m_bar->field().showEarlier(1); });
    connect(a.newer, &QAction::triggered, this, [this] { m_bar->field().showEarlier(-1); });
    connect(a.seen, &QAction::triggered, this, &MainWindow::showSeen);
}

void MainWindow::refreshCentre()
{
    PhotoTab* tab = currentTab();
    refreshUndo();
    m_centre->setCurrentIndex(m_editor->isDrafting() ? 2 : tab ? 1 : 0);
    const bool idle = !m_runner->isActive();
    const bool steps = !m_strip->steps().empty();
    const bool scrubs = steps && m_strip->current() >= 0;
    m_actions->run->setEnabled(idle && (tab || m_bar->mode() == EditMode::Generate));
    m_actions->pad->setEnabled(idle && tab);
    for (QAction* action : {m_actions->again, m_actions->weaker, m_actions->stronger})
        action->setEnabled(idle && tab && canVary(tab->document().history().current()));
    for (QAction* action : {m_actions->stepBack, m_actions->stepOn})
        action->setEnabled(steps);
    m_actions->keepChanges->setEnabled(
        idle && tab &&
        changedNode(tab->document().history(), tab->document().history().current().id).node);
    for (QAction* action : {m_actions->keepStep, m_actions->branch})
        action->setEnabled(idle && scrubs);
    m_actions->seen->setEnabled(m_editor->forecast().plan() &&
                                m_editor->forecast().plan()->seen.has_value());
    m_actions->stop->setEnabled(!idle);
}

/// One link of the chain at a time: a step or a choice is left, the run stopped, the message
/// closed.
void MainWindow::escape()
{
    if (m_editor->leave())
        return;
    if (m_runner->isActive())
        m_runner->stop();
    else
        m_messages->dismiss();
}

void MainWindow::openModel(bool isFile)
{
    const QString path =
        isFile
            ? QFileDialog::getOpenFileName(
                  this, tr("Open a Model File"), QDir::homePath(),
                  tr("Models (*.safetensors *.ckpt *.pt *.pth *.bin);;All files (*)"))
            : QFileDialog::getExistingDirectory(this, tr("Open a Model Folder"), QDir::homePath());
    if (path.isEmpty())
        return;
    m_askAgain = [this, isFile] { openModel(isFile); };
    Q_EMIT inspectRequested(path);
}

void MainWindow::showModels(const std::vector<FoundModel>& models)
{
    m_models->setFound(models);
}

void MainWindow::addInspected(const ModelInfo& model)
{
    const QString path = QString::fromStdString(model.path);
    if (model.parts.empty()) {
        addStyle(model);
    } else if (std::exchange(m_asked, {}) == path) {
        m_models->describe(model);
    } else {
        m_bar->setMode(m_models->open(model));
        m_messages->showMessage(
            tr("%1 is ready: %2.")
                .arg(QFileInfo(path).fileName(), QString::fromStdString(model.kind)));
    }
}

void MainWindow::refuseInspected(const Error& error)
{
    m_asked.clear();
    const auto again = std::exchange(m_askAgain, {});
    complain(error,
             again ? MessageBar::Action{tr("Choose &Another…"), again} : MessageBar::Action{});
}

/// A picture of words alone opens as a photo of its own.
void MainWindow::addMade(const EditRecipe& recipe, const Image& image, const StepsPtr& steps)
{
    addTab({}, Photo{image, nullptr, "PNG", {}}, titleOfRun(recipe));
    currentTab()->document().setMadeBy(recipe, steps, titleOfRun(recipe));
}

void MainWindow::keepChanges()
{
    PhotoTab* tab = currentTab();
    if (!tab || QApplication::activeModalWidget())
        return;
    const HistoryNode& current = tab->document().history().current();
    const ChangedNode changed = changedNode(tab->document().history(), current.id);
    if (!changed.node)
        return;
    std::optional<KeepChanges> start;
    if (current.recipe && std::holds_alternative<KeepChanges>(*current.recipe))
        start = std::get<KeepChanges>(*current.recipe);
    KeepChangesDialog dialog(*changed.before, changed.node->image, start, this);
    if (dialog.exec() == QDialog::Accepted)
        tab->document().keepChanges(changed.node->id, dialog.recipe());
}

void MainWindow::showSeen()
{
    const auto& plan = m_editor->forecast().plan();
    if (!plan || !plan->seen)
        return;
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("What the Model Sees"));
    auto* canvas = new Canvas(dialog);
    canvas->setPictureName(dialog->windowTitle());
    canvas->setPicture(*plan->seen);
    auto* words = new QLabel(tr("The photo is worked on at %1 × %2 pixels. The result comes back "
                                "at the photo's own size.")
                                 .arg(plan->worked.width)
                                 .arg(plan->worked.height),
                             dialog);
    words->setWordWrap(true);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(canvas, 1);
    column->addWidget(words);
    dialog->resize(640, 560);
    dialog->show();
}

} // namespace enogu
