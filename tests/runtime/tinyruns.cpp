// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/runtime/tinyruns.h"

#include "engine/runtime/loader.h"
#include "tests/photo/pictures.h"
#include "tests/support/tinymodel.h"

#include <algorithm>

namespace enogu::tests {

namespace {

constexpr Extent kExtent{24, 16}; ///< of every photo here: worked on as it is

Mask leftHalf()
{
    std::vector<std::uint8_t> coverage(kExtent.pixels(), 0);
    for (std::size_t i = 0; i < coverage.size(); ++i)
        coverage[i] = int(i % std::size_t(kExtent.width)) < kExtent.width / 2 ? 255 : 0;
    return Mask(kExtent, std::move(coverage));
}

} // namespace

Diffusion& diffusionOf(Job& job)
{
    if (auto* generate = std::get_if<Generate>(&job.recipe))
        return *generate;
    return std::get<Instruct>(job.recipe);
}

bool sameState(const LatentState& a, const LatentState& b)
{
    const auto same = [](const FloatArray& one, const FloatArray& other) {
        return one.shape == other.shape && one.values == other.values;
    };
    return a.next == b.next && a.timestep == b.timestep && a.signal == b.signal &&
           a.noise == b.noise && a.seed == b.seed && a.sampler == b.sampler && same(a.x, b.x) &&
           same(a.predX0, b.predX0) && a.random == b.random &&
           std::equal(a.memory.begin(), a.memory.end(), b.memory.begin(), b.memory.end(), same);
}

void TinyRuns::begin()
{
    std::string whyNot;
    m_engine = loadEngine(&whyNot);
    if (!m_engine)
        qFatal("%s", whyNot.c_str());
    for (const char* name : {"tiny", "tiny_inpaint", "tiny_instruct", "pixels"})
        writeCountedModel(name, path(name));
}

std::string TinyRuns::path(const char* name) const
{
    return m_folder.filePath(QLatin1String(name)).toStdString();
}

Job TinyRuns::jobOf(const QByteArray& what) const
{
    Generate generate;
    generate.model = path(what == "inpaint"  ? "tiny_inpaint"
                          : what == "pixels" ? "pixels"
                                             : "tiny");
    generate.prompt = "a blue cat";
    generate.size = kExtent;
    generate.strength = 0.9;
    Instruct instruct;
    instruct.model = path("tiny_instruct");
    instruct.instruction = "make it blue";
    instruct.size = kExtent.width;
    Job job{1, generate, std::nullopt, "cpu"};
    if (what == "edit")
        job.recipe = instruct;
    if (what != "words" && what != "pixels")
        job.input = testing::drawnImage(kExtent, Channels::Rgb, Depth::U8);
    if (what == "masked" || what == "inpaint")
        job.mask = leftHalf();
    diffusionOf(job).steps = kSteps;
    diffusionOf(job).seed = 7;
    diffusionOf(job).dtype = DType::F32;
    job.steps = StepDetail::Full;
    return job;
}

Job TinyRuns::from(const Job& job, const Step& step) const
{
    Job next = job;
    next.from = step.state;
    diffusionOf(next).fromStep = step.index + 1;
    return next;
}

Result TinyRuns::run(const Job& job, Recorder& recorder)
{
    recorder.steps.clear();
    auto result = m_engine->run(job, recorder, {});
    if (!result)
        qFatal("%s", result.error().what());
    return std::move(result).value();
}

Result TinyRuns::run(const Job& job)
{
    Recorder recorder;
    return run(job, recorder);
}

} // namespace enogu::tests
