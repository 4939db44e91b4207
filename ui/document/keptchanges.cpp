// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/keptchanges.h"

#include "engine/image/geometry.h"
#include "engine/image/maskops.h"
#include "engine/photo/colour.h"
#include "ui/document/geometry.h"
#include "ui/document/history.h"

namespace enogu {

Image comparable(const Image& image)
{
    return srgbFromPhoto(reduced(image, Difference::kSide));
}

std::optional<Change> changeBetween(const Image& before, const Image& after)
{
    const Image first = comparable(before), second = comparable(after);
    if (!(first.extent() == second.extent()))
        return std::nullopt;
    return changeOf(Difference(first, second));
}

Image withKeptChanges(const Image& before, const Image& after, const KeepChanges& recipe)
{
    const Difference difference(comparable(before), comparable(after));
    return pasted(before, after, ChangedRegions(difference, recipe, before.extent()).mask());
}

ChangedNode changedNode(const History& history, int id)
{
    HistoryNodePtr node = history.node(id);
    if (node && node->recipe && std::holds_alternative<KeepChanges>(*node->recipe))
        node = history.node(node->parent);
    if (!node || !node->recipe || isGeometry(*node->recipe) ||
        std::holds_alternative<KeepChanges>(*node->recipe))
        return {};
    const HistoryNodePtr parent = history.node(node->parent);
    std::optional<Image> before = node->source;
    if (!before && parent)
        before = parent->image;
    if (!before || !(before->extent() == node->image.extent()) ||
        before->depth() != node->image.depth())
        return {};
    return {node, before};
}

} // namespace enogu
