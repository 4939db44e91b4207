// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/report.h"
#include "engine/train/vaeoptions.h"

#include <optional>
#include <stop_token>

namespace enogu::core {

/// Encodes pictures and writes 1 / (standard deviation of all their latents) as scaling_factor
/// into the config.json of the autoencoder's folder. Returns it, or nothing when stopped. Throws
/// Error: MissingFile, BadModelFile, NoPermission.
std::optional<double> writeScalingFactor(const ScalingOptions& options,
                                         const TrainObserver& observer,
                                         const std::stop_token& stop);

} // namespace enogu::core
