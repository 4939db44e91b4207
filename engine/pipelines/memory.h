// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/modelshape.h"

#include <c10/core/ScalarType.h>

#include <exception>
#include <functional>

namespace enogu {

/// Latents of a run: rows that go through the network at once, and their sides.
struct LatentExtent
{
    std::int64_t rows = 1, height = 0, width = 0;

    double pixels() const { return double(height) * double(width); }
};

/// Memory beside the weights that one call of the UNet fills at its peak, in bytes; an estimate
/// from above for the networks that are published.
double bytesOfStep(const ModelShape& model, at::ScalarType dtype, const LatentExtent& extent);
/// Pictures, 1 to `most`, whose steps may be taken at once within `free` bytes, where `extent` is
/// that of one.
int picturesAtOnce(const ModelShape& model, at::ScalarType dtype, LatentExtent extent, int most,
                   double free);
/// The same as bytesOfStep() for decoding the latents of one picture.
double bytesOfDecoding(const ModelShape& model, at::ScalarType dtype, const LatentExtent& extent);
/// The same for encoding a picture, which is done whole, in half the width.
double bytesOfEncoding(const ModelShape& model, at::ScalarType dtype, const LatentExtent& extent);
/// Throws Error(OutOfMemory) where `what` needs more bytes than are free.
void requireMemory(double bytes, double free, const std::string& what);
/// Sides to choose from: the whole one, and the multiples of a step below it.
struct Sides
{
    int whole, step;
};
/// The largest at which a run takes at most `free` bytes; the whole one where none does.
int sideWithin(double free, const Sides& sides, const std::function<double(int side)>& bytes);
/// Latent pixels of `extent` that may be decoded at once within `free` bytes, where all of them
/// take `whole`; 0: all of them.
std::int64_t decodedAtOnce(double whole, const LatentExtent& extent, double free);

/// True for what LibTorch and the system throw when memory runs out.
bool isOutOfMemory(const std::exception& error);

} // namespace enogu
