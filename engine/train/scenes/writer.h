// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/report.h"
#include "engine/train/scenesoptions.h"

#include <stop_token>

namespace enogu {

/// Writes edit pairs as PNG files (input/, edited/, mask/) with a row each in metadata.jsonl, which
/// is written after its pictures. Pair i depends on seed, split and i alone. False where `stop` was
/// asked for; the rows written by then are whole. Throws Error where the folder is not empty or
/// cannot be written.
bool writeScenes(const ScenesOptions& options, const TrainObserver& observer,
                 const std::stop_token& stop);

} // namespace enogu
