// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/advice.h"

#include <functional>
#include <optional>
#include <string>

namespace enogu {

struct QualityBenchOptions
{
    std::string model; ///< folder of an instruction model of the drawn world, UTF-8
    int count = 500;   ///< held-out scenes
    int size = 256;    ///< side of the pictures
    int steps = 20;
    double textGuidance = kOwnGuidance, imageGuidance = kOwnGuidance;
    int threads = 0; ///< 0: all cores
};

/// Held-out edits of one group. An edit succeeds when the mean ΔE00 to the true result is at most
/// 12 where something changes, and elsewhere no more than the autoencoder's own error plus 1.
struct QualityBenchRow
{
    std::string name; ///< kind of edit, or what was held out of training
    int count = 0;
    double success = 0;   ///< share, 0 … 1, of the model's edits
    double unchanged = 0; ///< of the input as it is
    double best = 0;      ///< of the true result through the autoencoder
    double psnrInside = 0, psnrOutside = 0, psnrVae = 0; ///< dB, means
};

struct QualityBenchReport
{
    std::string name; ///< what is being measured
    double share = 0; ///< of everything, 0 … 1
    std::optional<QualityBenchRow> row;
};
/// Called on the caller's thread before each scene, and with each group at the end.
using QualityBenchObserver = std::function<void(const QualityBenchReport&)>;

} // namespace enogu
