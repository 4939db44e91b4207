// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/guidancepad.h"

#include "ui/edit/runner.h"
#include "ui/panels/easel.h"

#include <QLocale>

namespace enogu {

namespace {

constexpr int kSide = 3;
constexpr int kDraftSteps = 8;
constexpr double kShares[kSide] = {0.8, 1, 1.2}; ///< of what the model advises
/// The middle, its neighbours, the corners.
constexpr int kOrder[GuidancePad::kCells] = {4, 1, 3, 5, 7, 0, 2, 6, 8};

} // namespace

Instruct GuidancePad::recipeOf(int cell) const
{
    Instruct recipe = std::get<Instruct>(m_attempt.recipe);
    recipe.textGuidance = rounded(m_advice.textGuidance * kShares[cell % kSide]);
    recipe.imageGuidance = rounded(m_advice.imageGuidance * kShares[cell / kSide]);
    return recipe;
}

void GuidancePad::begin(const Attempt& attempt, Easel* easel, const ModelAdvice& advice)
{
    if (m_runner->isActive() || isActive())
        return;
    m_attempt = attempt;
    m_advice = advice;
    m_easel = easel;
    QStringList captions;
    for (int cell = 0; cell < kCells; ++cell) {
        const Instruct recipe = recipeOf(cell);
        captions += tr("Follow %1 · Close %2")
                        .arg(QLocale().toString(recipe.textGuidance, 'f', 1),
                             QLocale().toString(recipe.imageGuidance, 'f', 1));
    }
    PictureGrid& grid = easel->grid();
    grid.begin(tr("Quick drafts: choose the one to draw in full"), captions);
    grid.disconnect(this);
    connect(&grid, &PictureGrid::left, this, &GuidancePad::end);
    connect(&grid, &PictureGrid::chosen, this, [this](int cell) {
        const Instruct recipe = recipeOf(cell);
        end();
        Q_EMIT chosen(recipe);
    });
    easel->showGrid(true);
    ++m_turn;
    draft(0);
}

void GuidancePad::draft(std::size_t place)
{
    if (place >= std::size(kOrder) || !m_easel)
        return;
    const int cell = kOrder[place];
    Instruct recipe = recipeOf(cell);
    recipe.steps = kDraftSteps;
    Job job = m_attempt.job;
    job.recipe = recipe;
    job.steps = StepDetail::Quick;
    job.variants = 1;
    Runner::Watch watch;
    const auto show = [this, cell](const Image& image) {
        if (m_easel)
            m_easel->grid().setPicture(cell, image);
    };
    watch.stepped = [show](const Step& step) { show(step.predicted); };
    watch.finished = [this, show, cell, place, turn = m_turn](const Result& result) {
        if (!m_easel || turn != m_turn)
            return;
        show(result.image);
        m_easel->grid().setReady(cell);
        draft(place + 1);
    };
    watch.failed = [this](const Error& error) {
        end();
        Q_EMIT failed(error);
    };
    m_runner->begin(job, m_attempt.input, std::move(watch));
}

void GuidancePad::end()
{
    if (!m_easel)
        return;
    m_easel->grid().disconnect(this);
    m_easel->showGrid(false);
    m_easel = nullptr;
    ++m_turn;
    m_runner->abandon();
    Q_EMIT ended();
}

} // namespace enogu
