// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/newnode.h"

#include "engine/photo/colour.h"
#include "ui/document/document.h"
#include "ui/document/keptchanges.h"
#include "ui/document/recipejson.h"
#include "ui/document/recipelist.h"

namespace enogu {

namespace {

/// What a model of words made of `input`; where it changed nothing, the very samples of `input`.
Image edited(const Image& result, const Image& input)
{
    const Image srgb = srgbFromPhoto(input);
    const bool isAlike = result.extent() == srgb.extent() && result.depth() == srgb.depth() &&
                         result.channels() == srgb.channels();
    return isAlike ? photoFromEdited(result, srgb, input) : photoFromSrgb(result, input);
}

} // namespace

HistoryNode openedNode(const Image& image)
{
    return HistoryNode{.title = Document::tr("Original"),
                       .image = image,
                       .thumbnail = thumbnailOf(image),
                       .made = QDateTime::currentDateTimeUtc()};
}

HistoryNode ranNode(const RunResult& result, const HistoryNode& source)
{
    const Image input = result.isVariation && source.source ? *source.source : source.image;
    const bool isDiffusion = diffusionOf(result.recipe) != nullptr;
    HistoryNode node{.parent = source.id,
                     .title = result.title,
                     .recipe = result.recipe,
                     .image = isDiffusion ? edited(result.image, input)
                                          : photoFromSrgb(result.image, input),
                     .flatLayer = result.flatLayer,
                     .steps = result.steps,
                     .mask = result.mask,
                     .thumbnail = thumbnailOf(result.image),
                     .made = QDateTime::currentDateTimeUtc(),
                     .recipes = result.isVariation ? recipesInstead(source, result.recipe)
                                                   : recipesAfter(source, result.recipe)};
    if (node.flatLayer || node.steps)
        node.source = input;
    return node;
}

HistoryNode editedNode(const HistoryNode& source, const EditRecipe& recipe, const Image& image)
{
    return HistoryNode{.parent = source.id,
                       .title = titleOfRecipe(recipe),
                       .recipe = recipe,
                       .image = image,
                       .thumbnail = thumbnailOf(image),
                       .made = QDateTime::currentDateTimeUtc(),
                       .recipes = recipesAfter(source, recipe)};
}

} // namespace enogu
