// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/step.h"

#include <algorithm>

namespace enogu {

// The pictures of a FakeEngine's diffusion model: each step is nearer to the negative of the photo,
// a seed shows in the blue channel, and outside the mask the photo stays.

inline const Diffusion* fakeDiffusion(const EditRecipe& recipe)
{
    if (const auto* instruct = std::get_if<Instruct>(&recipe))
        return instruct;
    return std::get_if<Generate>(&recipe);
}

/// `share` 0 is the photo, 1 its negative.
inline Image fakePicture(const Image& photo, double share, int blue, const Mask* mask = nullptr)
{
    std::vector<std::uint8_t> bytes(photo.bytes(), photo.bytes() + photo.byteCount());
    const int step = photo.channelCount() * int(photo.depth());
    const int colour = 3 * int(photo.depth());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int place = int(i % std::size_t(step));
        const std::size_t pixel = i / std::size_t(step), width = std::size_t(photo.width());
        if (place >= colour || (mask && mask->row(int(pixel / width))[pixel % width] == 0))
            continue;
        bytes[i] = std::uint8_t(bytes[i] + (255 - 2 * bytes[i]) * share);
        if (place == 2 && photo.depth() == Depth::U8)
            bytes[i] = std::uint8_t((bytes[i] + blue) % 256);
    }
    return Image(photo.extent(), photo.channels(), photo.depth(), std::move(bytes), photo.icc());
}

inline Image fakeInput(const Job& job)
{
    constexpr int kSide = 64;
    if (job.input)
        return *job.input;
    std::vector<std::uint8_t> grey(std::size_t(kSide) * kSide * 3, 100);
    return Image({kSide, kSide}, Channels::Rgb, Depth::U8, std::move(grey));
}

/// The picture of a variant after `taken` steps.
inline Image fakeResult(const Job& job, int variant, int taken)
{
    const Diffusion& recipe = *fakeDiffusion(job.recipe);
    const int blue = int(recipe.seed % 8) + variant;
    return fakePicture(fakeInput(job), double(taken) / recipe.steps, blue,
                       job.mask ? &*job.mask : nullptr);
}

inline Step fakeStep(const Job& job, int variant, int index)
{
    const Diffusion& recipe = *fakeDiffusion(job.recipe);
    auto state = std::make_shared<LatentState>();
    state->next = index + 1;
    state->x = {{1, 4, 1, 1}, {0, 0, 0, float(index)}};
    constexpr double kTimesteps = 1000;
    return {job.id,
            variant,
            index,
            recipe.steps,
            kTimesteps * (recipe.steps - index) / recipe.steps,
            fakePicture(fakeInput(job), 1.0 - double(index) / recipe.steps, 128),
            fakeResult(job, variant, index + 1),
            std::move(state)};
}

} // namespace enogu
