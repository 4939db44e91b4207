// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"
#include "engine/runtime/device.h"
#include "engine/runtime/frame.h"
#include "engine/weights/modelshape.h"

namespace enogu {

/// Memory beside the weights that a run cannot do without, in bytes.
double leastBytes(const Job& job, const ModelShape& model, const Device& device,
                  const Frame& frame);

/// Where a recipe leaves the size to the model and the processor's memory is too short for it: with
/// the largest size that fits, if there is one. Runs that go on from a step keep their size.
Generate capped(const Job& job, const ModelShape& model, const Device& device, Generate recipe);
Instruct capped(const Job& job, const ModelShape& model, const Device& device, Instruct recipe);

} // namespace enogu
