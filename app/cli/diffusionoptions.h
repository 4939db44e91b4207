// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/diffusioncommand.h"

namespace enogu {

/// What every command of diffusion models takes, for --help.
extern const char* const kDiffusionHelp;

/// Its options and flags beside a command's own.
QStringList diffusionOptions(const char* own);
QStringList diffusionFlags();

/// Throw UsageError.
void readDiffusion(const Arguments& given, Diffusion& recipe);
/// All but `out`, `in` and `recipe`.
DiffusionRequest diffusionRequest(const Arguments& given);

/// A side in pixels, 1 … kMostSide; `size` is the whole value of --size.
int sideFrom(const QString& side, const QString& size);

} // namespace enogu
