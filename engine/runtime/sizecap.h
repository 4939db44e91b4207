// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"
#include "engine/pipelines/memory.h"
#include "engine/runtime/device.h"
#include "engine/runtime/frame.h"
#include "engine/weights/modelshape.h"

namespace enogu {

/// Of one picture in the frame.
LatentExtent latentsOf(const ModelShape& model, const Frame& frame);

/// Memory of the device that a run of a diffusion model may fill, in bytes.
double usableMemoryOf(const Device& device);

/// Memory beside the weights that a run cannot do without, in bytes.
double leastBytes(const Job& job, const ModelShape& model, const Device& device,
                  const Frame& frame);

/// Variants of a job that are made at once, where `latents` are those of one: as many as memory
/// allows. One by one are those that go on from a step, and on a processor those of more than
/// 32 x 32 latents, which keep it busy each alone: the first are seen sooner then.
int variantsAtOnce(const Job& job, const ModelShape& model, const Device& device,
                   const LatentExtent& latents);

/// Where a recipe leaves the size to the model and the processor's memory is too short for it: with
/// the largest size that fits, if there is one. A run that goes on has the size of its state.
Generate capped(const Job& job, const ModelShape& model, const Device& device, Generate recipe);
Instruct capped(const Job& job, const ModelShape& model, const Device& device, Instruct recipe);

} // namespace enogu
