// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/planner.h"

#include "engine/runtime/diffusionrecipes.h"
#include "engine/runtime/sizecap.h"
#include "engine/runtime/tensors.h"
#include "engine/text/textreach.h"

#include <algorithm>

namespace enogu {

namespace {

TextReach reached(const OpenedModel& model, const std::string& text)
{
    if (model.shape.inPixels)
        throw Error(ErrorCode::WrongModelKind, model.shape.name + " takes no words.");
    return reachOf(model.folder.tokenizer(), text);
}

} // namespace

TextReach Planner::reach(const Generate& recipe, const std::string& text)
{
    return reached(openedFor(m_shelf, recipe), text);
}

TextReach Planner::reach(const Instruct& recipe, const std::string& text)
{
    return reached(openedFor(m_shelf, recipe), text);
}

const Image& Planner::seenOf(const Image& photo, const Frame& frame)
{
    const bool known = m_seen && m_seen->photo.bytes() == photo.bytes() &&
                       m_seen->shrunk == frame.shrunk && m_seen->extended == frame.extended;
    if (!known)
        m_seen = {photo, frame.shrunk, frame.extended,
                  rgbFromTensor(framedPicture(photo, frame), Depth::U8)};
    return m_seen->image;
}

template <typename Recipe>
RunPlan Planner::planned(const Job& job, const Recipe& asked)
{
    requireSane(job, asked);
    const OpenedModel& model = openedFor(m_shelf, asked);
    const ModelShape& shape = model.shape;
    requireFit(job, shape, asked);
    const Device device = pickDevice(job.device, asked.dtype);
    const Recipe recipe = capped(job, shape, device, advised(asked, model.folder.advice()));
    const std::int64_t calls = callsOf(job, model, recipe);
    const Frame frame = frameOf(job, shape, recipe);
    LatentExtent latents = latentsOf(shape, frame);
    const double weights =
        double(model.folder.info().parameters) * double(c10::elementSize(device.dtype));
    const double least = leastBytes(job, shape, device, frame);
    if (device.place.is_cpu())
        requireMemory(least, double(freeMemoryOf(device)),
                      "A picture of " + std::to_string(frame.extended.width) + " x " +
                          std::to_string(frame.extended.height) + " with " + shape.name);

    RunPlan plan;
    plan.model = shape.name;
    plan.advice = model.folder.advice();
    plan.device = device.description;
    plan.worked = frame.shrunk;
    if (job.input)
        plan.seen = seenOf(*job.input, frame);
    latents.rows = rowsOf(shape, recipe);
    const int atOnce = variantsAtOnce(job, shape, device, latents);
    latents.rows *= atOnce;
    plan.bytes =
        std::uint64_t(weights + std::max(least, bytesOfStep(shape, device.dtype, latents)));
    const double seconds =
        m_paces.secondsFor({loadedKey(model, device), frame.extended, latents.rows}, calls);
    plan.seconds = seconds < 0 ? seconds : seconds * job.variants / atOnce;
    return plan;
}

template RunPlan Planner::planned(const Job&, const Generate&);
template RunPlan Planner::planned(const Job&, const Instruct&);

} // namespace enogu
