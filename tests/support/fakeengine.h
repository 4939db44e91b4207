// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "tests/support/fakesteps.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <thread>

namespace enogu {

/// What a FakeEngine shall do and what it saw. Shared by the test and the engine's thread.
struct FakeScript
{
    std::atomic<int> blocks = 4;       ///< "network blocks" of a run; stop is polled before each
    std::atomic<bool> endless = false; ///< runs until it is stopped
    std::atomic<bool> ignoresStop = false;
    std::atomic<int> blockMicroseconds = 200;
    std::atomic<bool> previews = true;
    std::atomic<bool> oneByOne = false; ///< variants are made one after the other
    std::atomic<int> waitsAfter = -1; ///< steps shown, over all variants, until it hangs; −1: never
    std::atomic<int> shown = 0;       ///< steps of the last run, over all variants
    std::atomic<int> reported = 0;    ///< progress reports so far, over all runs
    std::atomic<int> runs = 0;        ///< runs begun
    std::atomic<int> ended = 0;       ///< runs ended, in any way
    std::atomic<int> blocksAfterStop = 0; ///< of the last run
    std::atomic<bool> destroyed = false;
    std::atomic<bool> hasModel = true; ///< false: no model for words comes with the program
    std::atomic<int> plans = 0;        ///< plans made

    void failWith(Error error)
    {
        const std::scoped_lock lock(mutex);
        failure = std::move(error);
    }
    std::optional<Error> takeFailure()
    {
        const std::scoped_lock lock(mutex);
        return std::exchange(failure, std::nullopt);
    }
    std::optional<Job> seenJob()
    {
        const std::scoped_lock lock(mutex);
        return lastJob;
    }

    void advise(const ModelAdvice& given)
    {
        const std::scoped_lock lock(mutex);
        advice = given;
    }
    ModelAdvice givenAdvice()
    {
        const std::scoped_lock lock(mutex);
        return advice;
    }

    std::mutex mutex;
    ModelAdvice advice;           ///< of every model
    std::optional<Error> failure; ///< the next run ends with it
    std::optional<Job> lastJob;
};

/// Engine without LibTorch: counts blocks, reports, obeys stop, and answers with the negative.
class FakeEngine : public Engine
{
public:
    explicit FakeEngine(std::shared_ptr<FakeScript> script) : m_script(std::move(script)) {}
    ~FakeEngine() override { m_script->destroyed = true; }

    Outcome<Result> run(const Job& job, Observer& observer, std::stop_token stop) noexcept override
    {
        FakeScript& script = *m_script;
        {
            const std::scoped_lock lock(script.mutex);
            script.lastJob = job;
        }
        ++script.runs;
        auto outcome = runBlocks(job, observer, stop);
        ++script.ended;
        return outcome;
    }

    /// The photo at half its size on the fake processor.
    Outcome<RunPlan> plan(const Job& job) noexcept override
    {
        ++m_script->plans;
        if (!m_script->hasModel)
            return noModel();
        RunPlan plan{"Fake Generator", "Fake CPU", {64, 64}, job.input, 3'000'000'000, 12, {}};
        plan.advice = m_script->givenAdvice();
        if (job.input)
            plan.worked = {job.input->width() / 2, job.input->height() / 2};
        return plan;
    }

    /// A byte is a token.
    Outcome<TextReach> reach(const EditRecipe&, const std::string& text) noexcept override
    {
        constexpr int kLimit = 75;
        return TextReach{int(text.size()), kLimit, std::min(text.size(), std::size_t(kLimit))};
    }

    std::vector<DeviceInfo> devices() noexcept override { return {{"cpu", "Fake CPU", 0}}; }

    /// Paths with "pix2pix" are diffusion models, all others styles.
    Outcome<ModelInfo> inspect(const std::string& path) noexcept override
    {
        if (auto failure = m_script->takeFailure())
            return *failure;
        ModelInfo info;
        info.path = path;
        info.kind = "Fake Generator";
        if (path.find("pix2pix") != std::string::npos) {
            info.kind = "InstructPix2Pix";
            info.bytes = 2'100'000'000;
            info.parts = {{"unet", "UNet2DConditionModel", 859'000'000, 1'700'000'000}};
        }
        return info;
    }

    std::vector<FoundModel> findModels(const std::vector<std::string>&) noexcept override
    {
        if (!m_script->hasModel)
            return {};
        return {{"/fake/playground/edit", "bundled", "Playground, to edit", 0},
                {"/fake/playground/generate", "bundled", "Playground, to generate", 0},
                {"org/instruct-pix2pix", "hub cache", "StableDiffusionInstructPix2PixPipeline", 0}};
    }

    void releaseMemory() noexcept override {}

    static Image negative(const Image& photo) { return fakePicture(photo, 1, 0); }

private:
    static Error noModel()
    {
        return Error(ErrorCode::MissingFile, "No model comes with this program: open one.");
    }

    /// One block: false when the run shall end, with the reason.
    std::optional<Error> block(const std::stop_token& stop)
    {
        FakeScript& script = *m_script;
        if (stop.stop_requested() && !script.ignoresStop)
            return Error(ErrorCode::Cancelled, "The run was stopped.");
        if (auto failure = script.takeFailure())
            return failure;
        std::this_thread::sleep_for(std::chrono::microseconds(script.blockMicroseconds));
        return std::nullopt;
    }

    Outcome<Result> runBlocks(const Job& job, Observer& observer, const std::stop_token& stop)
    {
        if (const Diffusion* recipe = fakeDiffusion(job.recipe))
            return m_script->hasModel ? runSteps(job, *recipe, observer, stop) : noModel();
        FakeScript& script = *m_script;
        std::atomic<int> at = 0;
        std::atomic<int> stoppedAt = -1;
        const std::stop_callback note(stop, [&] { stoppedAt = at.load(); });
        const int total = script.blocks;
        for (; script.endless || at < total; ++at) {
            script.blocksAfterStop = stoppedAt < 0 ? 0 : at - stoppedAt;
            if (auto error = block(stop))
                return *error;
            const double done = script.endless ? 1.0 - 1.0 / (at + 2) : double(at + 1) / total;
            observer.onProgress({job.id, done, 1.0, 2.0, "Drawing"});
            ++script.reported;
            if (script.previews)
                observer.onPreview({job.id, negative(*job.input)});
        }
        return Result{job.id, negative(*job.input), {}, job.recipe, std::nullopt, {}, "Fake CPU"};
    }

    bool hangsBefore(const Diffusion& recipe, int step, int last) const
    {
        const bool isLast = step + 1 == last && recipe.keepStep == 0;
        return (m_script->endless && isLast) || m_script->shown == m_script->waitsAfter;
    }

    /// `only` −1: of every variant.
    void showStep(const Job& job, int only, int step, Observer& observer)
    {
        for (int variant = 0; variant < job.variants; ++variant)
            if (only < 0 || variant == only) {
                observer.onStep(fakeStep(job, variant, step));
                ++m_script->shown;
            }
    }

    Outcome<Result> runSteps(const Job& job, const Diffusion& recipe, Observer& observer,
                             const std::stop_token& stop)
    {
        if (bool(job.from) != (recipe.fromStep > 0) ||
            (job.from && job.from->next != recipe.fromStep))
            return Error(ErrorCode::BadArgument, "The state is of another step.");
        const int last = recipe.keepStep > 0 ? recipe.keepStep : recipe.steps;
        const int rounds = m_script->oneByOne ? job.variants : 1;
        m_script->shown = 0;
        for (int round = 0; round < rounds; ++round)
            for (int i = recipe.fromStep; i < last; ++i) {
                do {
                    if (auto error = block(stop))
                        return *error;
                } while (hangsBefore(recipe, i, last));
                observer.onProgress({job.id, double(round * last + i + 1 - recipe.fromStep),
                                     double(recipe.steps * rounds), 2.0, "Painting"});
                ++m_script->reported;
                if (job.steps != StepDetail::None)
                    showStep(job, rounds > 1 ? round : -1, i, observer);
            }
        if (auto error = block(stop)) // the decoder
            return *error;
        Result result{job.id, fakeResult(job, 0, last), {}, job.recipe, std::nullopt, {}, {}};
        result.device = "Fake CPU";
        if (auto* instruct = std::get_if<Instruct>(&result.recipe))
            *instruct = advised(*instruct, m_script->givenAdvice());
        else if (auto* generate = std::get_if<Generate>(&result.recipe))
            *generate = advised(*generate, m_script->givenAdvice());
        for (int variant = 1; variant < job.variants; ++variant)
            result.variants.push_back(fakeResult(job, variant, last));
        return result;
    }

    std::shared_ptr<FakeScript> m_script;
};

} // namespace enogu
