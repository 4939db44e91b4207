// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/editor.h"

#include "ui/document/keptchanges.h"
#include "ui/edit/guidancepad.h"
#include "ui/edit/runner.h"
#include "ui/edit/variation.h"
#include "ui/panels/arearow.h"
#include "ui/panels/chiprow.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/instructpanel.h"
#include "ui/panels/modelchooser.h"
#include "ui/panels/phototab.h"
#include "ui/panels/stepstrip.h"

namespace enogu {

namespace {

/// Pixels over which the edit fades out at the edge of a marked area.
int featherFor(const Extent& photo)
{
    constexpr int kShare = 200; ///< of the long side
    return std::max(photo.width, photo.height) / kShare;
}

} // namespace

Editor::Editor(const Desk& desk, QObject* parent)
    : QObject(parent),
      m_desk(desk),
      m_outlook({desk.bar, desk.panel, desk.models, desk.runner}, [this] { return wanted(); }),
      m_pad(new GuidancePad(desk.runner, this))
{
    connectDesk();
    refresh();
}

void Editor::connectDesk()
{
    InstructionBar* bar = m_desk.bar;
    const ChipRow* chips = &bar->chips();
    connect(bar, &InstructionBar::runRequested, this, &Editor::run);
    connect(bar, &InstructionBar::stopRequested, m_desk.runner, &Runner::stop);
    connect(chips, &ChipRow::againRequested, this, &Editor::tryAgain);
    connect(chips, &ChipRow::weakerRequested, this, &Editor::weaker);
    connect(chips, &ChipRow::strongerRequested, this, &Editor::stronger);
    connect(chips, &ChipRow::branchLeft, this, [this] { setBranch(-1, 0); });
    connect(bar, &InstructionBar::textChanged, &m_outlook, &Outlook::refreshForecast);
    connect(bar, &InstructionBar::modelWanted, m_desk.models, &ModelChooser::modelWanted);
    connect(bar, &InstructionBar::modeChanged, this, [this] {
        m_desk.panel->setMode(m_desk.bar->mode());
        m_desk.models->setMode(m_desk.bar->mode());
        setBranch(-1, 0);
    });
    connect(m_desk.panel, &InstructPanel::changed, this, &Editor::refresh);
    connect(m_desk.panel, &InstructPanel::padRequested, this, &Editor::showPad);
    connect(m_desk.models, &ModelChooser::changed, this, &Editor::refresh);
    connect(m_desk.areas, &AreaRow::toolChanged, this, &Editor::takeTool);
    connect(m_desk.areas, &AreaRow::cleared, this, [this] {
        if (m_tab)
            m_tab->canvas().clearArea();
    });
    connect(m_desk.strip, &StepStrip::scrubbed, this, &Editor::scrub);
    connect(m_desk.strip, &StepStrip::keepRequested, this, &Editor::keepStep);
    connect(m_desk.strip, &StepStrip::branchRequested, this, &Editor::branch);
    connect(m_desk.runner, &Runner::activeChanged, this, &Editor::refresh);
    connect(m_desk.runner, &Runner::stopping, bar, &InstructionBar::setStopping);
    connect(m_pad, &GuidancePad::ended, this, &Editor::refresh);
    connect(m_pad, &GuidancePad::failed, this,
            [this](const Error& error) { Q_EMIT failed(error, {}); });
    connect(m_pad, &GuidancePad::chosen, this, [this](const Instruct& recipe) {
        m_desk.panel->setRecipe(recipe);
        if (auto attempt = wanted())
            begin(std::move(*attempt));
    });
}

void Editor::setTab(PhotoTab* tab)
{
    if (tab == m_tab && tab)
        return;
    if (m_tab)
        m_tab->canvas().disconnect(this);
    m_tab = tab;
    if (m_tab)
        connect(&m_tab->canvas(), &Canvas::areaChanged, this, &Editor::refresh);
    takeTool();
    m_desk.panel->setHasPhoto(tab != nullptr);
    setBranch(-1, 0);
    showNode();
}

void Editor::forget(PhotoTab* tab)
{
    if (m_attempt && m_attempt->tab == tab)
        m_desk.runner->abandon();
    if (m_pad->easel() == &tab->easel())
        m_pad->end();
}

void Editor::takeTool()
{
    if (m_tab)
        m_tab->canvas().setTool(m_desk.areas->tool());
    Q_EMIT changed();
}

bool Editor::isDrafting() const
{
    return m_attempt ? !m_attempt->tab : m_desk.draft->showsGrid();
}

HistoryNodePtr Editor::node() const
{
    return m_tab ? m_tab->document().history().node(m_tab->document().history().current().id)
                 : nullptr;
}

HistoryNodePtr Editor::branchNode() const
{
    const auto found =
        m_tab && m_branchNode >= 0 ? m_tab->document().history().node(m_branchNode) : nullptr;
    return found && canVary(*found) && stepAfter(found->steps, m_branchStep) ? found : nullptr;
}

Easel* Editor::easel() const
{
    if (isDrafting())
        return m_desk.draft;
    PhotoTab* tab = m_attempt ? m_attempt->tab : m_tab;
    return tab ? &tab->easel() : nullptr;
}

void Editor::refresh()
{
    const bool busy = m_desk.runner->isActive();
    const HistoryNodePtr current = node();
    bool again = current && canVary(*current) && !busy;
    const bool wordsAlone =
        m_desk.bar->mode() == EditMode::Generate && !m_desk.panel->startsFromPhoto();
    m_desk.areas->setEnabled(m_tab && !wordsAlone);
    m_desk.areas->setMarked(m_tab && !m_tab->canvas().area().isUntouched());
    m_desk.bar->setRunning(busy && (isRunning() || m_pad->isActive()));
    again = again && m_branchNode < 0;
    m_desk.bar->chips().setChips(
        {again, again && std::holds_alternative<Instruct>(*current->recipe),
         again && changedNode(m_tab->document().history(), current->id).node});
    m_desk.strip->setUsable(!busy && current && canVary(*current));
    const bool showsGrid = easel() && easel()->showsGrid();
    m_desk.strip->setVisible(!m_desk.strip->steps().empty() && !showsGrid);
    m_outlook.setHasPhoto(m_tab);
    m_outlook.refresh();
    Q_EMIT changed();
}

EditRecipe Editor::recipe() const
{
    EditRecipe recipe = m_desk.panel->recipe();
    setWords(recipe, m_desk.bar->text());
    diffusionOf(recipe)->model = m_desk.models->model().toStdString();
    return recipe;
}

/// What Run would do now; none where there is no photo to edit.
std::optional<Attempt> Editor::wanted() const
{
    EditRecipe asked = recipe();
    Attempt attempt;
    const bool fromWords =
        m_desk.bar->mode() == EditMode::Generate && !m_desk.panel->startsFromPhoto();
    if (const HistoryNodePtr from = branchNode()) {
        diffusionOf(asked)->fromStep = m_branchStep;
        diffusionOf(asked)->model = diffusionOf(*from->recipe)->model;
        attempt = variationOf(*from, asked);
        attempt.tab = m_tab;
    } else if (fromWords) {
        attempt = attemptOf(asked, std::nullopt);
    } else if (const HistoryNodePtr current = node()) {
        attempt = attemptOf(asked, current->image);
        attempt.tab = m_tab;
        attempt.source = current->id;
    } else {
        return std::nullopt;
    }
    if (const auto mask = attempt.input && m_tab ? m_tab->canvas().area().mask() : std::nullopt) {
        attempt.job.mask = mask;
        for (EditRecipe* recipe : {&attempt.recipe, &attempt.job.recipe})
            diffusionOf(*recipe)->feather = featherFor(mask->extent());
    }
    attempt.job.device = m_device.toStdString();
    attempt.job.variants = m_desk.panel->variants();
    attempt.steps.resize(std::size_t(attempt.job.variants), attempt.steps.front());
    return attempt;
}

void Editor::setBranch(int node, int step)
{
    m_branchNode = node;
    m_branchStep = step;
    const HistoryNodePtr from = branchNode();
    m_desk.bar->chips().setBranch(
        from ? tr("From step %1 of %2").arg(step).arg(from->steps->back().count) : QString());
    refreshHint();
    refresh();
}

void Editor::refreshHint()
{
    const HistoryNodePtr current = node();
    const bool fits =
        m_branchNode < 0 && current && current->recipe && *current->recipe == m_hint.first;
    m_desk.bar->chips().setHint(fits ? m_hint.second : QString());
}

void Editor::showNode()
{
    const HistoryNodePtr current = node();
    if (m_tab)
        m_tab->canvas().setTag({});
    if (m_branchNode >= 0 && (!current || current->id != m_branchNode))
        setBranch(-1, 0);
    refreshHint();
    if (m_attempt && m_attempt->tab == m_tab) {
        m_desk.strip->setSteps(m_attempt->steps.front());
    } else {
        m_desk.strip->setSteps(current && current->steps ? *current->steps : std::vector<Step>());
        if (current && current->recipe && !isRunning())
            m_desk.panel->setRecipe(*current->recipe);
    }
    refresh();
}

void Editor::scrub(int index)
{
    if (!m_tab)
        return;
    Canvas& canvas = m_tab->canvas();
    const std::vector<Step>& steps = m_desk.strip->steps();
    const bool runsHere = m_attempt && m_attempt->tab == m_tab;
    if (index >= 0) {
        const Step& step = steps.at(std::size_t(index));
        canvas.setPreview(m_desk.strip->showsNoise() ? step.noisy : step.predicted);
        canvas.setTag(tr("Previewing step %1 – not kept").arg(step.index + 1));
    } else {
        canvas.setTag({});
        if (runsHere && !steps.empty())
            canvas.setPreview(steps.back().predicted);
        else
            canvas.clearPreview();
    }
    Q_EMIT changed();
}

void Editor::moveStep(int by)
{
    m_desk.strip->move(by);
}

bool Editor::leave()
{
    if (m_desk.strip->isVisible() && m_desk.strip->current() >= 0) {
        m_desk.strip->setCurrent(-1);
        return true;
    }
    Easel* shown = easel();
    if (!m_desk.runner->isActive() && shown && shown->showsGrid()) {
        Q_EMIT shown->grid().left();
        return true;
    }
    if (m_branchNode >= 0 && !m_desk.runner->isActive()) {
        setBranch(-1, 0);
        return true;
    }
    return false;
}

} // namespace enogu
