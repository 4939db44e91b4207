// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/step.h"
#include "ui/document/history.h"

#include <QPointer>

#include <functional>
#include <set>

namespace enogu {

class PhotoTab;

/// How a diffusion model is run; null for the other edits.
Diffusion* diffusionOf(EditRecipe& recipe);
/// The instruction or description; empty for the other edits.
QString wordsOf(const EditRecipe& recipe);
/// What the history calls such a result.
QString titleOfRun(const EditRecipe& recipe);
/// Instruct and Generate alone.
void setWords(EditRecipe& recipe, const QString& words);

/// A guidance, to hundredths.
double rounded(double guidance);
/// Of the long side while it is worked on, in pixels. Instruct and Generate alone.
void setWorkSize(EditRecipe& recipe, int side);

/// One run of a diffusion model that the person asked for, and what it has brought so far.
struct Attempt
{
    EditRecipe recipe; ///< as the history keeps it
    Job job;           ///< as the engine gets it: it may go on from a step where `recipe` does not
    std::optional<Image> input = {}; ///< in the photo's profile; none: words alone
    QPointer<PhotoTab> tab = {};     ///< where the result goes; null: a new one
    int source = 0;                  ///< node, see Document::RunResult
    bool isVariation = false;
    bool isKeeping = false;                    ///< finishes one step of another run
    bool isStopped = false;                    ///< and that run was stopped there
    std::function<void()> then = {};           ///< is called once its result is taken; or empty
    std::vector<std::vector<Step>> steps = {}; ///< by variant, those taken over included
    std::set<int> begun = {};                  ///< variants with a step of their own

    /// Steps of another list than those taken over put them away.
    void add(const Step& step);
    int variants() const { return job.variants; }
    std::uint64_t seedOf(int variant) const;
    /// The recipe of one variant, as the run settled it.
    EditRecipe recipeOf(int variant, const EditRecipe& ran) const;
    StepsPtr stepsOf(int variant) const; ///< null when there are none
};

/// A run from the photo or from words alone.
Attempt attemptOf(const EditRecipe& recipe, const std::optional<Image>& input);
} // namespace enogu
