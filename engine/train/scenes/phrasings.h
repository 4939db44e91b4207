// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/family.h"

#include <span>

namespace enogu {

/// Phrasings of a kind of edit, to be filled in: {the} "the bus", {The} "the red bus", {noun}
/// "bus" (of before); {a} "a car" (with its colour if that changes too), {A} "a blue car", {colour}
/// and {where} (of after); weather and time of day have words of their own.
std::span<const char* const> patternsOf(EditKind kind, Split phrasings);
/// Further ones that end a weather: {old} is its noun.
std::span<const char* const> clearingPatterns(Split phrasings);

} // namespace enogu
