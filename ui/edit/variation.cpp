// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/variation.h"

#include <algorithm>

namespace enogu {

namespace {

constexpr double kTextShare = 2.0 / 15, kImageShare = 0.1; ///< of Weaker and Stronger
constexpr double kLeastText = 1, kMostText = 20, kLeastImage = 1, kMostImage = 3;

} // namespace

const Step* stepAfter(const StepsPtr& steps, int taken)
{
    if (!steps)
        return nullptr;
    const auto found =
        std::ranges::find_if(*steps, [taken](const Step& step) { return step.index + 1 == taken; });
    return found == steps->end() ? nullptr : &*found;
}

bool canVary(const HistoryNode& node)
{
    if (!node.recipe || !diffusionOf(*node.recipe))
        return false;
    const auto* generate = std::get_if<Generate>(&*node.recipe);
    return node.source || (generate && generate->begunWith == BegunWith::Words);
}

HistoryNodePtr ownerOf(const History& history, HistoryNodePtr of, const Step& step)
{
    while (diffusionOf(*of->recipe)->fromStep > step.index) {
        const HistoryNodePtr before = history.node(of->parent);
        if (!before || !canVary(*before) || !before->steps ||
            before->steps->back().count != step.count)
            break;
        of = before;
    }
    return of;
}

Instruct scaled(Instruct recipe, int direction)
{
    recipe.textGuidance = std::clamp(rounded(recipe.textGuidance * (1 + direction * kTextShare)),
                                     kLeastText, kMostText);
    recipe.imageGuidance = std::clamp(rounded(recipe.imageGuidance * (1 - direction * kImageShare)),
                                      kLeastImage, kMostImage);
    return recipe;
}

Attempt variationOf(const HistoryNode& node, const EditRecipe& recipe)
{
    Attempt attempt = attemptOf(recipe, node.source);
    diffusionOf(attempt.recipe)->keepStep = 0;
    attempt.job.recipe = attempt.recipe;
    attempt.job.mask = node.mask;
    attempt.source = node.id;
    attempt.isVariation = true;
    if (const int taken = diffusionOf(recipe)->fromStep; taken > 0) {
        const Step* last = stepAfter(node.steps, taken);
        attempt.job.from = last->state;
        attempt.steps[0].assign(node.steps->data(), last + 1);
    }
    return attempt;
}

Attempt keepingOf(Attempt attempt, const std::vector<Step>& steps, const Step& kept)
{
    diffusionOf(attempt.recipe)->keepStep = kept.index + 1;
    attempt.job.recipe = attempt.recipe;
    diffusionOf(attempt.job.recipe)->fromStep = kept.index + 1;
    attempt.job.from = kept.state;
    attempt.job.steps = StepDetail::None;
    attempt.job.variants = 1;
    attempt.steps = {steps};
    attempt.begun.clear();
    attempt.isKeeping = true;
    return attempt;
}

std::vector<Attempt> restsOf(const Attempt& attempt)
{
    std::vector<Attempt> rests;
    for (const int variant : attempt.begun) {
        const std::vector<Step>& steps = attempt.steps.at(std::size_t(variant));
        const Step& latest = steps.back();
        Attempt rest = attempt;
        diffusionOf(rest.recipe)->seed = attempt.seedOf(variant);
        rest = keepingOf(std::move(rest), steps, latest);
        rest.isStopped = latest.index + 1 < latest.count;
        if (!rest.isStopped)
            for (EditRecipe* recipe : {&rest.recipe, &rest.job.recipe})
                diffusionOf(*recipe)->keepStep = 0;
        rests.push_back(std::move(rest));
    }
    return rests;
}

Attempt goingOnOf(Attempt attempt, const std::vector<Step>& steps)
{
    diffusionOf(attempt.recipe)->keepStep = 0;
    attempt.job.recipe = attempt.recipe;
    diffusionOf(attempt.job.recipe)->fromStep = steps.back().index + 1;
    attempt.job.from = steps.back().state;
    attempt.job.steps = StepDetail::Quick;
    attempt.job.variants = 1;
    attempt.steps = {steps};
    attempt.isKeeping = false;
    return attempt;
}

} // namespace enogu
