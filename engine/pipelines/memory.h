// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/diffusionmodel.h"

#include <exception>

namespace enogu {

/// Latents of a run: rows that go through the network at once, and their sides.
struct LatentExtent
{
    std::int64_t rows = 1, height = 0, width = 0;

    double pixels() const { return double(height) * double(width); }
};

/// Memory beside the weights that one call of the UNet fills at its peak, in bytes; an estimate
/// from above for the networks that are published.
double bytesOfStep(const DiffusionModel& model, const LatentExtent& extent);
/// The same for decoding the latents of one picture.
double bytesOfDecoding(const DiffusionModel& model, const LatentExtent& extent);
/// Latent pixels that may be decoded at once within `free` bytes; 0: all of them.
std::int64_t decodedAtOnce(const DiffusionModel& model, const LatentExtent& extent, double free);

/// True for what LibTorch and the system throw when memory runs out.
bool isOutOfMemory(const std::exception& error);

} // namespace enogu
