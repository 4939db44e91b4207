// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/steppictures.h"

#include "engine/pipelines/codec.h"
#include "engine/pipelines/memory.h"

#include <ATen/ops/upsample_bilinear2d.h>

#include <algorithm>

namespace enogu {

namespace {

constexpr std::int64_t kMost = 1024; ///< long side of quick pictures
constexpr std::int64_t kALatent = 4; ///< pixels of a quick picture, for those who watch to scale up

std::int64_t longSideOf(const at::Tensor& x)
{
    return std::max(x.size(2), x.size(3));
}

/// A frame of the same proportions whose long side is at most `most`.
Frame smallFrame(const Frame& frame, std::int64_t most)
{
    const std::int64_t longSide = std::max(frame.extended.width, frame.extended.height);
    const std::int64_t bound = std::min(most, longSide);
    const auto reduced = [&](int side) {
        return int(std::max<std::int64_t>(1, (2 * side * bound + longSide) / (2 * longSide)));
    };
    const auto small = [&](Extent extent) {
        return Extent{reduced(extent.width), reduced(extent.height)};
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

/// `picture` is the quick one of the latent.
Image StepPictures::shown(const at::Tensor& picture, const at::Tensor& latent) const
{
    const std::int64_t most = std::max(longSideOf(picture), kALatent * longSideOf(latent));
    const Frame frame = smallFrame(m_subject.frame, std::min(kMost, most));
    return pictureInFrame(
        at::upsample_bilinear2d(picture, {frame.extended.height, frame.extended.width}, false),
        frame, Depth::U8);
}

void StepPictures::show(const DenoisedStep& step, std::int64_t picture) const
{
    auto state = std::make_shared<LatentState>(
        stateOf(step.course, step.now, m_how.noise->of(picture), picture));
    const at::Tensor noisy = step.noisy.narrow(0, picture, 1);
    const at::Tensor predX0 = step.now.predX0.narrow(0, picture, 1);
    m_observer.onStep(
        {m_subject.job, m_subject.variant + int(picture), int(step.index), int(step.count),
         step.timestep, m_quick ? shown(m_quick->noisy(noisy), noisy) : decoded(noisy),
         m_quick ? shown(m_quick->predicted(predX0), predX0) : decoded(predX0), std::move(state)});
}

void StepPictures::operator()(const DenoisedStep& step) const
{
    for (std::int64_t picture = 0; picture < step.noisy.size(0); ++picture)
        show(step, picture);
}

} // namespace enogu
