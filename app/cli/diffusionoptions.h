// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/diffusioncommand.h"
#include "app/words/arguments.h"

namespace enogu {

/// What every command of diffusion models takes, for --help.
extern const char* const kDiffusionHelp;

/// Its options and flags beside a command's own.
WordList diffusionOptions(const std::string& own);
WordList diffusionFlags();

/// What is given takes the place of what the recipe says. Throw UsageError.
void readInstruct(const Arguments& given, Instruct& recipe);
void readGenerate(const Arguments& given, Generate& recipe);
/// For recipes that no seed is given for.
std::uint64_t drawnSeed();
/// All but `out`, `in` and `recipe`.
DiffusionRequest diffusionRequest(const Arguments& given);

/// A side in pixels, 1 … kMostSide; `size` is the whole value of --size.
int sideFrom(const std::string& side, const std::string& size);

} // namespace enogu
