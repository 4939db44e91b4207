// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"
#include "engine/train/options.h"
#include "engine/train/report.h"

#include <optional>
#include <stop_token>

namespace enogu {

/// Opens libenogu_train.so and trains, resuming the run in the folder if there is one; blocks until
/// the schedule ends or `stop` is asked for. A run that ends leaves the model in the folder, one
/// that is stopped (Error Cancelled) what it needs to go on. Gives what went wrong, or nothing.
std::optional<Error> train(const TrainOptions& options, const TrainObserver& observer,
                           const std::stop_token& stop);

} // namespace enogu
