// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/editor.h"

#include "ui/document/background.h"
#include "ui/document/keptchanges.h"
#include "ui/edit/guidancepad.h"
#include "ui/edit/hints.h"
#include "ui/edit/runner.h"
#include "ui/edit/variation.h"
#include "ui/errortext.h"
#include "ui/panels/arearow.h"
#include "ui/panels/chiprow.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/instructionfield.h"
#include "ui/panels/instructpanel.h"
#include "ui/panels/modelchooser.h"
#include "ui/panels/phototab.h"
#include "ui/panels/stepstrip.h"

namespace enogu {

namespace {

QString captionOf(const Attempt& attempt, int variant)
{
    return Editor::tr("Seed %1").arg(attempt.seedOf(variant));
}

} // namespace

void Editor::run()
{
    if (m_desk.runner->isActive() || m_desk.bar->text().isEmpty() || !m_outlook.hasEngine())
        return;
    m_desk.panel->commit();
    if (!m_desk.panel->isSeedLocked() && m_branchNode < 0)
        m_desk.panel->rollSeed();
    auto attempt = wanted();
    if (!attempt)
        return;
    m_desk.bar->field().remember(m_desk.bar->text());
    m_desk.areas->putAway();
    begin(std::move(*attempt));
}

void Editor::begin(Attempt attempt)
{
    if (m_desk.runner->isActive())
        return;
    m_desk.messages->dismiss();
    m_desk.bar->chips().setHint({});
    m_attempt = std::make_shared<Attempt>(std::move(attempt));
    const AttemptPtr mine = m_attempt;
    if (!mine->tab)
        m_desk.draft->canvas().clear();
    if (!mine->isKeeping && mine->tab == m_tab)
        m_desk.strip->setSteps(mine->steps.front());
    if (mine->variants() > 1) {
        QStringList captions;
        for (int i = 0; i < mine->variants(); ++i)
            captions += captionOf(*mine, i);
        easel()->grid().begin(tr("Variants are forming…"), captions);
        easel()->showGrid(true);
    }
    Runner::Watch watch;
    watch.stepped = [this](const Step& step) { takeStep(step); };
    watch.ended = [this] { m_attempt.reset(); };
    watch.finished = [this, mine](const Result& result) { finish(mine, result); };
    watch.failed = [this, mine](const Error& error) { fail(mine, error); };
    watch.stopped = [this, mine] { stopped(mine); };
    m_desk.runner->begin(mine->job, mine->input, std::move(watch));
    Q_EMIT changed();
}

void Editor::takeStep(const Step& step)
{
    m_attempt->add(step);
    Easel* shown = easel();
    if (m_attempt->variants() > 1)
        shown->grid().setPicture(step.variant, step.predicted);
    else if (!m_attempt->tab)
        shown->canvas().setPicture(step.predicted);
    else if (m_attempt->tab != m_tab || m_desk.strip->current() < 0)
        shown->canvas().fadeToPreview(step.predicted);
    if (step.variant == 0 && m_attempt->tab == m_tab) {
        if (m_attempt->steps.front().size() == 1)
            m_desk.strip->setSteps({step}); // those before are of another list
        else
            m_desk.strip->addStep(step);
        m_desk.strip->setVisible(m_attempt->variants() == 1);
    }
}

void Editor::finish(const AttemptPtr& attempt, const Result& result)
{
    if (attempt->tab)
        attempt->tab->canvas().setTag({});
    if (attempt->variants() > 1)
        offer(attempt, result);
    else
        add(attempt, 0, result);
    if (!result.notices.empty())
        show(result.notices.front());
    if (attempt->variants() == 1 && !attempt->isKeeping)
        m_desk.bar->selectText();
    refresh();
    if (attempt->then)
        attempt->then();
}

void Editor::add(const AttemptPtr& attempt, int variant, const Result& result)
{
    const EditRecipe whole = attempt->recipeOf(variant, result.recipe);
    const Image image = variant == 0 ? result.image : result.variants.at(std::size_t(variant) - 1);
    if (!attempt->tab) {
        Q_EMIT pictureMade(whole, image, attempt->stepsOf(variant));
        return;
    }
    QString title = titleOfRun(whole);
    if (const int kept = diffusionOf(whole)->keepStep; kept > 0)
        title = tr("%1 (step %2)").arg(title).arg(kept);
    attempt->tab->document().addResult({whole, image, std::nullopt, title, attempt->source,
                                        attempt->stepsOf(variant), attempt->job.mask,
                                        attempt->isVariation});
    judge(*attempt, whole, image);
    if (attempt->isStopped)
        m_desk.messages->showMessage(tr("Stopped at step %1 of %2; its picture is kept.")
                                         .arg(attempt->steps.front().size())
                                         .arg(diffusionOf(whole)->steps),
                                     {tr("&Go On"), [this] { goOn(); }});
}

Easel& Editor::easelOf(const Attempt& attempt) const
{
    return attempt.tab ? attempt.tab->easel() : *m_desk.draft;
}

/// Pictures of one run; each opens as a photo of its own where there was none.
Choice* Editor::choose(const Attempt& attempt, const QString& title,
                       const std::vector<Choice::Picture>& pictures)
{
    auto* choice = new Choice(easelOf(attempt), title, pictures, attempt.tab);
    connect(choice, &Choice::closed, this, [this] {
        if (m_tab)
            m_tab->canvas().clearPreview();
        showNode();
    });
    return choice;
}

void Editor::offer(const AttemptPtr& attempt, const Result& result)
{
    std::vector<Choice::Picture> pictures{{captionOf(*attempt, 0), result.image}};
    for (const Image& image : result.variants)
        pictures.push_back({captionOf(*attempt, int(pictures.size())), image});
    Choice* choice = choose(*attempt, tr("Choose one of %1").arg(pictures.size()), pictures);
    connect(choice, &Choice::chosen, this,
            [this, choice, attempt, result](const std::vector<int>& chosen) {
                choice->close();
                for (std::size_t i = chosen.size(); i-- > 0;)
                    add(attempt, chosen[i], result);
                if (chosen.size() == 1)
                    m_desk.bar->selectText();
            });
}

/// Nothing that was painted is lost; a kept step that was stopped is let go.
void Editor::stopped(const AttemptPtr& attempt)
{
    Easel& shown = easelOf(*attempt);
    if (attempt->variants() > 1)
        shown.showGrid(false);
    std::vector<Attempt> rests = restsOf(*attempt);
    if (rests.size() == 1) {
        begin(std::move(rests.front()));
        return;
    }
    shown.canvas().clearPreview();
    showNode();
    if (!rests.empty())
        offerRests(rests, tr("Stopped: choose one of %1").arg(rests.size()));
}

void Editor::offerRests(const std::vector<Attempt>& rests, const QString& title)
{
    std::vector<Choice::Picture> pictures;
    for (const Attempt& rest : rests) {
        const Step& latest = rest.steps.front().back();
        QString caption = captionOf(rest, 0);
        if (rest.isStopped)
            caption = tr("%1, step %2 of %3").arg(caption).arg(latest.index + 1).arg(latest.count);
        pictures.push_back({caption, latest.predicted});
    }
    Choice* choice = choose(rests.front(), title, pictures);
    connect(choice, &Choice::chosen, this, [this, choice, rests](const std::vector<int>& chosen) {
        keepRests(choice, rests, chosen);
    });
    refresh();
}

/// One after the other, the last first; what is not kept in the end can be chosen again.
void Editor::keepRests(const QPointer<Choice>& choice, const std::vector<Attempt>& rests,
                       std::vector<int> chosen)
{
    if (m_desk.runner->isActive()) {
        m_desk.messages->showMessage(tr("Another run is under way"));
        return;
    }
    const int kept = chosen.back();
    chosen.pop_back();
    Attempt rest = rests.at(std::size_t(kept));
    rest.then = [this, choice, rests, chosen, kept] {
        if (!choice)
            return;
        choice->remove(kept);
        if (!chosen.empty()) {
            keepRests(choice, rests, chosen);
            return;
        }
        choice->close();
        m_desk.bar->selectText();
    };
    begin(std::move(rest));
}

/// Variants that were done before are not lost.
void Editor::fail(const AttemptPtr& attempt, const Error& error)
{
    Easel& shown = easelOf(*attempt);
    std::vector<Attempt> done;
    if (attempt->variants() > 1) {
        shown.showGrid(false);
        done = restsOf(*attempt);
        std::erase_if(done, [](const Attempt& rest) { return rest.isStopped; });
    }
    shown.canvas().clearPreview();
    showNode();
    if (!done.empty())
        offerRests(done, tr("Choose one of %1").arg(done.size()));
    Q_EMIT failed(error, remedyFor(attempt, error));
}

/// Less memory is needed at a smaller size; everything else is tried again.
MessageBar::Action Editor::remedyFor(const AttemptPtr& attempt, const Error& error)
{
    const bool memory =
        error.code() == ErrorCode::OutOfMemory || error.code() == ErrorCode::OutOfDeviceMemory;
    constexpr int kMultiple = 64, kLeast = 256; // pixels
    const Extent worked =
        m_outlook.forecast().plan() ? m_outlook.forecast().plan()->worked : Extent{};
    const int side = std::max(worked.width, worked.height) * 3 / 4 / kMultiple * kMultiple;
    if (!memory || side < kLeast || attempt->job.from)
        return {tr("Try &Again"), [this, attempt] { begin(*attempt); }};
    return {tr("&Run at %1 px").arg(side), [this, attempt, side] {
                Attempt smaller = *attempt;
                setWorkSize(smaller.recipe, side);
                smaller.job.recipe = smaller.recipe;
                m_desk.panel->setRecipe(smaller.recipe);
                begin(std::move(smaller));
            }};
}

void Editor::judge(const Attempt& attempt, const EditRecipe& recipe, const Image& image)
{
    const bool edits = std::holds_alternative<Instruct>(attempt.recipe) && attempt.input;
    if (!edits || attempt.isKeeping)
        return;
    inBackground(
        this, [before = *attempt.input, image] { return changeBetween(before, image); },
        [this, recipe](std::optional<Change> change) {
            m_hint = {recipe, change ? hintFor(*change) : QString()};
            refreshHint();
        });
}

void Editor::vary(const EditRecipe& recipe)
{
    const HistoryNodePtr current = node();
    if (m_desk.runner->isActive() || !current || !canVary(*current))
        return;
    const int taken = diffusionOf(recipe)->fromStep;
    if (taken > 0 && !stepAfter(current->steps, taken))
        return;
    m_desk.panel->setRecipe(recipe);
    Attempt attempt = variationOf(*current, recipe);
    attempt.tab = m_tab;
    attempt.job.device = m_device.toStdString();
    begin(std::move(attempt));
}

void Editor::tryAgain()
{
    const HistoryNodePtr current = node();
    if (!current || !current->recipe || !diffusionOf(*current->recipe))
        return;
    EditRecipe recipe = *current->recipe;
    m_desk.panel->rollSeed();
    diffusionOf(recipe)->seed = diffusionOf(m_desk.panel->recipe())->seed;
    vary(recipe);
}

void Editor::scale(int direction)
{
    const HistoryNodePtr current = node();
    if (!current || !current->recipe || !std::holds_alternative<Instruct>(*current->recipe))
        return;
    vary(scaled(std::get<Instruct>(*current->recipe), direction));
}

void Editor::keepStep()
{
    HistoryNodePtr of = node();
    const int place = m_desk.strip->current();
    if (m_desk.runner->isActive() || !of || !canVary(*of) || !of->steps || place < 0)
        return;
    const StepsPtr steps = of->steps;
    const Step& kept = steps->at(std::size_t(place));
    of = ownerOf(m_tab->document().history(), of, kept);
    Attempt attempt = variationOf(*of, *of->recipe);
    attempt.tab = m_tab;
    attempt.job.device = m_device.toStdString();
    begin(keepingOf(std::move(attempt), *steps, kept));
}

void Editor::branch()
{
    const int place = m_desk.strip->current();
    const HistoryNodePtr of = node();
    if (m_desk.runner->isActive() || !of || !canVary(*of) || !of->steps || place < 0)
        return;
    m_desk.bar->setMode(std::holds_alternative<Instruct>(*of->recipe) ? EditMode::Edit
                                                                      : EditMode::Generate);
    m_desk.bar->setText(wordsOf(*of->recipe));
    setBranch(of->id, of->steps->at(std::size_t(place)).index + 1);
    m_desk.bar->selectText();
}

void Editor::goOn()
{
    const HistoryNodePtr of = node();
    if (m_desk.runner->isActive() || !of || !canVary(*of) || !of->steps)
        return;
    Attempt attempt = variationOf(*of, *of->recipe);
    attempt.tab = m_tab;
    attempt.job.device = m_device.toStdString();
    begin(goingOnOf(std::move(attempt), *of->steps));
}

void Editor::showPad()
{
    const auto attempt = wanted();
    if (m_desk.runner->isActive() || !attempt || !m_tab ||
        !std::holds_alternative<Instruct>(attempt->recipe))
        return;
    if (m_desk.bar->text().isEmpty()) {
        m_desk.messages->showMessage(tr("Write first what should change."));
        return;
    }
    m_pad->begin(*attempt, &m_tab->easel(),
                 m_outlook.forecast().plan() ? m_outlook.forecast().plan()->advice : ModelAdvice());
    refresh();
}

void Editor::show(Notice notice)
{
    MessageBar::Action open;
    if (notice == Notice::StrangePicture)
        open = {tr("Open a &Model…"), [this] { Q_EMIT m_desk.models->modelWanted(); }};
    m_desk.messages->showMessage(sentenceOf(notice), open);
}

} // namespace enogu
