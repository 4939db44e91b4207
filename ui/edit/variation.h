// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/edit/attempt.h"

namespace enogu {

// Attempts that begin with what an earlier run of a diffusion model has made.

/// The step after which `taken` steps are done; null where it is not there.
const Step* stepAfter(const StepsPtr& steps, int taken);

/// The node was made by a diffusion model, and what its run began with is still there.
bool canVary(const HistoryNode& node);
/// The node whose own run made that step of the node `of`: a step that was taken over is a step of
/// the run before.
HistoryNodePtr ownerOf(const History& history, HistoryNodePtr of, const Step& step);

/// The same, further from the photo (`direction` 1) or nearer to it (−1).
Instruct scaled(Instruct recipe, int direction);

/// Another run of the node's, from the same input and, where `recipe` says so, from one of its
/// steps. Needs canVary(node) and those steps.
Attempt variationOf(const HistoryNode& node, const EditRecipe& recipe);
/// Makes the picture of one of `steps` the result of their run, of which `attempt` is another form:
/// no network runs.
Attempt keepingOf(Attempt attempt, const std::vector<Step>& steps, const Step& kept);
/// What is left to do for each variant that a stopped run has begun: the picture of its latest
/// step, or, where all are done, its own. No network runs.
std::vector<Attempt> restsOf(const Attempt& attempt);
/// Goes on to the end of a run of which these are the first steps.
Attempt goingOnOf(Attempt attempt, const std::vector<Step>& steps);

} // namespace enogu
