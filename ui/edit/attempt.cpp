// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/attempt.h"

#include "ui/document/recipejson.h"
#include "ui/panels/phototab.h"

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
    EditRecipe whole = ran;
    Diffusion& diffusion = *diffusionOf(whole);
    diffusion.seed = seedOf(variant);
    diffusion.fromStep = diffusionOf(recipe)->fromStep;
    diffusion.keepStep = diffusionOf(recipe)->keepStep;
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

} // namespace enogu
