// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/attempt.h"

#include "ui/document/recipejson.h"
#include "ui/panels/phototab.h"

#include <algorithm>
#include <cmath>

namespace enogu {

Diffusion* diffusionOf(EditRecipe& recipe)
{
    return const_cast<Diffusion*>(diffusionOf(std::as_const(recipe)));
}

QString wordsOf(const EditRecipe& recipe)
{
    if (const auto* instruct = std::get_if<Instruct>(&recipe))
        return QString::fromStdString(instruct->instruction);
    const auto* generate = std::get_if<Generate>(&recipe);
    return generate ? QString::fromStdString(generate->prompt) : QString();
}

QString titleOfRun(const EditRecipe& recipe)
{
    constexpr int kMost = 60; // characters
    const QString words = wordsOf(recipe).simplified().left(kMost);
    return words.isEmpty() ? titleOfRecipe(recipe) : words;
}

void setWords(EditRecipe& recipe, const QString& words)
{
    if (auto* instruct = std::get_if<Instruct>(&recipe))
        instruct->instruction = words.toStdString();
    else
        std::get<Generate>(recipe).prompt = words.toStdString();
}

double rounded(double guidance)
{
    constexpr double kHundredths = 100;
    return std::round(guidance * kHundredths) / kHundredths;
}

void setWorkSize(EditRecipe& recipe, int side)
{
    if (auto* instruct = std::get_if<Instruct>(&recipe))
        instruct->size = side;
    else
        std::get<Generate>(recipe).size = {side, side};
}

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

void Attempt::add(const Step& step)
{
    if (step.variant < 0 || step.variant >= variants())
        return;
    std::vector<Step>& list = steps[std::size_t(step.variant)];
    if (!list.empty() && (list.back().count != step.count || list.back().index + 1 != step.index))
        list.clear();
    list.push_back(step);
    begun.insert(step.variant);
}

std::uint64_t Attempt::seedOf(int variant) const
{
    return diffusionOf(recipe)->seed + std::uint64_t(variant);
}

EditRecipe Attempt::recipeOf(int variant, const EditRecipe& ran) const
{
    EditRecipe whole = recipe;
    Diffusion& diffusion = *diffusionOf(whole);
    diffusion.seed = seedOf(variant);
    if (const Diffusion* known = diffusionOf(ran)) {
        diffusion.modelHash = known->modelHash;
        diffusion.begunWith = known->begunWith;
    }
    if (const auto* edit = std::get_if<Instruct>(&ran)) {
        std::get<Instruct>(whole).textGuidance = edit->textGuidance;
        std::get<Instruct>(whole).imageGuidance = edit->imageGuidance;
    } else if (const auto* picture = std::get_if<Generate>(&ran)) {
        std::get<Generate>(whole).guidance = picture->guidance;
    }
    return whole;
}

StepsPtr Attempt::stepsOf(int variant) const
{
    const auto& list = steps.at(std::size_t(variant));
    return list.empty() ? nullptr : std::make_shared<const std::vector<Step>>(list);
}

Attempt attemptOf(const EditRecipe& recipe, const std::optional<Image>& input)
{
    Attempt attempt{recipe, {}, input};
    attempt.job.recipe = recipe;
    attempt.job.steps = StepDetail::Quick;
    attempt.steps.resize(1);
    return attempt;
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
