// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/attempt.h"

#include "ui/panels/phototab.h"

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

void setWords(EditRecipe& recipe, const QString& words)
{
    if (auto* instruct = std::get_if<Instruct>(&recipe))
        instruct->instruction = words.toStdString();
    else
        std::get<Generate>(recipe).prompt = words.toStdString();
}

void Attempt::add(const Step& step)
{
    if (step.variant >= 0 && step.variant < variants())
        steps[std::size_t(step.variant)].push_back(step);
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
        attempt.job.from = node.steps->at(std::size_t(taken) - 1).state;
        attempt.steps[0].assign(node.steps->begin(), node.steps->begin() + taken);
    }
    return attempt;
}

Attempt keepingOf(Attempt attempt, const std::vector<Step>& steps, int kept)
{
    diffusionOf(attempt.recipe)->keepStep = kept;
    attempt.job.recipe = attempt.recipe;
    Diffusion& rest = *diffusionOf(attempt.job.recipe);
    rest.fromStep = kept - 1;
    attempt.job.from = kept > 1 ? steps.at(std::size_t(kept) - 2).state : nullptr;
    attempt.job.steps = StepDetail::None;
    attempt.job.variants = 1;
    attempt.steps = {steps};
    attempt.isKeeping = true;
    return attempt;
}

Attempt goingOnOf(Attempt attempt, const std::vector<Step>& steps)
{
    diffusionOf(attempt.recipe)->keepStep = 0;
    attempt.job.recipe = attempt.recipe;
    diffusionOf(attempt.job.recipe)->fromStep = int(steps.size());
    attempt.job.from = steps.back().state;
    attempt.job.steps = StepDetail::Quick;
    attempt.job.variants = 1;
    attempt.steps = {steps};
    attempt.isKeeping = false;
    return attempt;
}

} // namespace enogu
