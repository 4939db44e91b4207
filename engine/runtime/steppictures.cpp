// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/steppictures.h"

#include "engine/pipelines/codec.h"
#include "engine/pipelines/memory.h"

#include <ATen/ops/upsample_bilinear2d.h>

#include <algorithm>

namespace enogu {

namespace {

constexpr std::int64_t kLongSide = 1024; ///< of quick pictures

int reduced(int side, std::int64_t longSide)
{
    const std::int64_t bound = std::min(kLongSide, longSide);
    return int(std::max<std::int64_t>(1, (2 * side * bound + longSide) / (2 * longSide)));
}

/// A frame of the same proportions whose long side is at most kLongSide.
Frame smallFrame(const Frame& frame)
{
    const std::int64_t longSide = std::max(frame.extended.width, frame.extended.height);
    const auto small = [&](Extent extent) {
        return Extent{reduced(extent.width, longSide), reduced(extent.height, longSide)};
    };
    return {small(frame.picture), small(frame.shrunk), small(frame.extended)};
}

} // namespace

Image StepPictures::decoded(const at::Tensor& latent) const
{
    const DiffusionModel& model = m_subject.model;
    const LatentExtent extent{1, latent.size(2), latent.size(3)};
    const std::int64_t atOnce =
        decodedAtOnce(bytesOfDecoding(model.shape, model.dtype, extent), extent, m_how.freeBytes);
    return pictureInFrame(Codec(model).pictureFromLatent(latent, atOnce, m_how.checkpoint),
                          m_subject.frame, Depth::U8);
}

Image StepPictures::mapped(const at::Tensor& latent) const
{
    const Frame frame = smallFrame(m_subject.frame);
    const at::Tensor picture = at::upsample_bilinear2d(
        (*m_map)(latent), {frame.extended.height, frame.extended.width}, false);
    return pictureInFrame(picture, frame, Depth::U8);
}

void StepPictures::operator()(const DenoisedStep& step) const
{
    const auto picture = [&](const at::Tensor& latent) {
        return m_map ? mapped(latent) : decoded(latent);
    };
    auto state = std::make_shared<LatentState>(
        stateOf(step.course, step.index + 1, step.latents, step.predX0, *m_how.noise));
    m_observer.onStep({m_subject.job, m_subject.variant, int(step.index), int(step.count),
                       step.timestep, picture(step.noisy), picture(step.predX0), std::move(state)});
}

} // namespace enogu
