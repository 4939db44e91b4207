// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/image/difference.h"

#include <memory>
#include <optional>

namespace enogu {

class History;
struct HistoryNode;

/// The picture at the size at which changes are looked for, sRGB; `image` in any profile.
Image comparable(const Image& image);

/// What a run made of `before`; none where the two differ in size.
std::optional<Change> changeBetween(const Image& before, const Image& after);

/// `after` in the places that the recipe keeps, the very samples of `before` elsewhere; alpha and
/// profile are those of `before`. Throws Error(BadArgument) unless both have one extent and depth.
Image withKeptChanges(const Image& before, const Image& after, const KeepChanges& recipe);

/// The node of a run whose changes can be chosen from, and what it was run on: `id` itself, or,
/// where that is such a choice already, the node that was chosen from. Null where there is none.
struct ChangedNode
{
    std::shared_ptr<const HistoryNode> node;
    std::optional<Image> before;
};
ChangedNode changedNode(const History& history, int id);

} // namespace enogu
