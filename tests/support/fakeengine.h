// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

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
    std::atomic<int> reported = 0;        ///< progress reports so far, over all runs
    std::atomic<int> runs = 0;            ///< runs begun
    std::atomic<int> ended = 0;           ///< runs ended, in any way
    std::atomic<int> blocksAfterStop = 0; ///< of the last run
    std::atomic<bool> destroyed = false;

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

    std::mutex mutex;
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
        RunPlan plan{"Fake Generator", "Fake CPU", {64, 64}, job.input, 3'000'000'000, 12};
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

    Outcome<ModelInfo> inspect(const std::string& path) noexcept override
    {
        if (auto failure = m_script->takeFailure())
            return *failure;
        ModelInfo info;
        info.path = path;
        info.kind = "Fake Generator";
        return info;
    }

    std::vector<FoundModel> findModels(const std::vector<std::string>&) noexcept override
    {
        return {};
    }

    void releaseMemory() noexcept override {}

    static Image negative(const Image& photo)
    {
        std::vector<std::uint8_t> bytes(photo.bytes(), photo.bytes() + photo.byteCount());
        const int step = photo.channelCount() * int(photo.depth());
        const int colour = 3 * int(photo.depth());
        for (std::size_t i = 0; i < bytes.size(); ++i)
            if (int(i % std::size_t(step)) < colour)
                bytes[i] = std::uint8_t(255 - bytes[i]);
        return Image(photo.extent(), photo.channels(), photo.depth(), std::move(bytes),
                     photo.icc());
    }

private:
    Outcome<Result> runBlocks(const Job& job, Observer& observer, const std::stop_token& stop)
    {
        FakeScript& script = *m_script;
        std::atomic<int> block = 0;
        std::atomic<int> stoppedAt = -1;
        const std::stop_callback note(stop, [&] { stoppedAt = block.load(); });
        const int total = script.blocks;
        for (; script.endless || block < total; ++block) {
            script.blocksAfterStop = stoppedAt < 0 ? 0 : block - stoppedAt;
            if (stop.stop_requested() && !script.ignoresStop)
                return Error(ErrorCode::Cancelled, "The run was stopped.");
            if (auto failure = script.takeFailure())
                return *failure;
            std::this_thread::sleep_for(std::chrono::microseconds(script.blockMicroseconds));
            const double done =
                script.endless ? 1.0 - 1.0 / (block + 2) : double(block + 1) / total;
            observer.onProgress({job.id, done, 1.0, 2.0, "Drawing"});
            ++script.reported;
            if (script.previews)
                observer.onPreview({job.id, negative(*job.input)});
        }
        return Result{job.id, negative(*job.input), job.recipe, std::nullopt, {}, "Fake CPU"};
    }

    std::shared_ptr<FakeScript> m_script;
};

} // namespace enogu
