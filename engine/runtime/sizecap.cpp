// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sizecap.h"

#include "engine/runtime/diffusionrecipes.h"

#include <algorithm>

namespace enogu {

namespace {

constexpr double kUsable = 0.9;   ///< of the free memory
constexpr double kBusy = 32 * 32; ///< latents

bool leavesSize(const Generate& recipe)
{
    return recipe.size == Extent{};
}

bool leavesSize(const Instruct& recipe)
{
    return recipe.size == 0;
}

Generate withSize(Generate recipe, int side)
{
    recipe.size = {side, side};
    return recipe;
}

Instruct withSize(Instruct recipe, int side)
{
    recipe.size = side;
    return recipe;
}

/// A run that goes on keeps the size that it was begun with.
template <typename Recipe>
Recipe cappedAny(const Job& job, const ModelShape& model, const Device& device,
                 const Recipe& recipe)
{
    if (!device.place.is_cpu() || !leavesSize(recipe))
        return recipe;
    const int native = int(model.nativeSide());
    const Sides sides{native, int(model.multiple << model.halvings)};
    const auto frame = [&](int side) { return frameOf(job, model, withSize(recipe, side)); };
    const auto bytes = [&](int side) { return leastBytes(job, model, device, frame(side)); };
    const auto isOther = [&](int side) {
        const LatentExtent latents = latentsOf(model, frame(side));
        const auto& shape = job.from->x.shape;
        return double(shape.size() != 4 || shape[2] != latents.height || shape[3] != latents.width);
    };
    const int side =
        job.from ? sideWithin(0, sides, isOther) : sideWithin(usableMemoryOf(device), sides, bytes);
    return side < native ? withSize(recipe, side) : recipe;
}

} // namespace

LatentExtent latentsOf(const ModelShape& model, const Frame& frame)
{
    return {1, frame.extended.height / model.factor, frame.extended.width / model.factor};
}

double usableMemoryOf(const Device& device)
{
    return double(freeMemoryOf(device)) * kUsable;
}

double leastBytes(const Job& job, const ModelShape& model, const Device& device, const Frame& frame)
{
    const LatentExtent latents = latentsOf(model, frame);
    const double step = bytesOfStep(model, device.dtype, latents);
    return job.input ? std::max(step, bytesOfEncoding(model, device.dtype, latents)) : step;
}

int variantsAtOnce(const Job& job, const ModelShape& model, const Device& device,
                   const LatentExtent& latents)
{
    const bool isBusy = device.place.is_cpu() && latents.pixels() > kBusy;
    const int most = job.from || isBusy ? 1 : job.variants;
    return picturesAtOnce(model, device.dtype, latents, most, usableMemoryOf(device));
}

Generate capped(const Job& job, const ModelShape& model, const Device& device, Generate recipe)
{
    return cappedAny(job, model, device, recipe);
}

Instruct capped(const Job& job, const ModelShape& model, const Device& device, Instruct recipe)
{
    return cappedAny(job, model, device, recipe);
}

} // namespace enogu
