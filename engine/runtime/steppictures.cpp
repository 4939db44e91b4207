// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/steppictures.h"

#include "engine/pipelines/codec.h"
#include "engine/pipelines/memory.h"

namespace enogu {

namespace {

FloatArray arrayOf(const at::Tensor& tensor)
{
    if (!tensor.defined())
        return {};
    const at::Tensor values = tensor.to(at::kCPU, at::kFloat).contiguous();
    const float* first = values.const_data_ptr<float>();
    return {values.sizes().vec(), {first, first + values.numel()}};
}

} // namespace

void StepPictures::operator()(const DenoisedStep& step) const
{
    const Codec codec(m_model);
    const auto picture = [&](const at::Tensor& latent) {
        const LatentExtent extent{1, latent.size(2), latent.size(3)};
        const std::int64_t atOnce = decodedAtOnce(m_model, extent, m_how.freeBytes);
        return pictureInFrame(codec.pictureFromLatent(latent, atOnce, m_how.checkpoint), m_frame,
                              Depth::U8);
    };
    auto state = std::make_shared<LatentState>();
    state->next = step.sampler.next;
    state->x = arrayOf(step.latents);
    for (const at::Tensor& memory : step.sampler.memory)
        state->memory.push_back(arrayOf(memory));
    state->random = m_how.noise->state();
    m_observer.onStep({m_job, int(step.index), int(step.count), step.timestep, picture(step.noisy),
                       picture(step.predX0), std::move(state)});
}

} // namespace enogu
