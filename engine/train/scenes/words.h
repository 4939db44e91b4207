// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/family.h"
#include "engine/train/scenes/random.h"

namespace enogu {

/// All texts are lower case ASCII of a small vocabulary.

/// "a street with a red bus and two green trees at night in the rain", in one of several forms;
/// names each thing with its colour.
std::string captionOf(const Scene& scene, Random& random);

/// "turn the green chairs into blue": the edit from one variant to another, in one of at least six
/// phrasings of the kind; Split::HeldOut takes those that training never sees.
std::string instructionOf(const Family& family, std::size_t from, std::size_t to, Random& random,
                          Split phrasings);

/// Every phrasing of an edit, with what changes filled in.
std::vector<std::string> phrasingsOf(const Family& family, std::size_t from, std::size_t to,
                                     Split phrasings);

/// Captions and instructions of training families, to make a vocabulary of; `families` from some
/// thousands on they hold every word, those of held-out phrasings too.
std::vector<std::string> allTexts(std::uint64_t seed, std::size_t families);

} // namespace enogu
