// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"

namespace enogu {

const char* const kRunHelp =
    "Options of every run:\n"
    "  --seed N             of first weights and pictures (default 1)\n"
    "  --steps N            length of the run; a finished run goes on with a larger number\n"
    "  --batch N            pictures of one pass\n"
    "  --accumulate N       passes that make one step (default 1)\n"
    "  --rate R             of the steps\n"
    "  --warm-up N          first steps, over which the rate rises\n"
    "  --cool-down N        last steps, over which it falls to nothing\n"
    "  --mean-decay D       of the running mean of the weights, which is what is exported "
    "(default\n"
    "                       0.999; 0: the weights as they are)\n"
    "  --dtype TYPE         auto, f32 or bf16\n"
    "  --threads N          default: all cores\n"
    "  --json               progress as JSON, one object a line\n\n"
    "DIR receives the run: run.safetensors (all that it needs to go on), log.jsonl, curve.png,\n"
    "samples.png and at the end the model. Started again with the same DIR it resumes, also after\n"
    "Ctrl+C or a power cut.\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n";

TrainingType readTrainingType(const Arguments& given)
{
    return TrainingType(given.choice("dtype", {"auto", "f32", "bf16"}));
}

void readRun(const Arguments& given, RunOptions& run)
{
    run.seed = std::uint64_t(given.integer("seed", int(run.seed), 0, kManySteps));
    run.steps = given.integer("steps", int(run.steps), 1, kManySteps);
    run.batch = given.integer("batch", run.batch, 1, 4096);
    run.accumulate = given.integer("accumulate", run.accumulate, 1, 4096);
    run.rate = given.number("rate", run.rate, 1e-8, 1);
    run.warmUp = given.integer("warm-up", int(run.warmUp), 0, kManySteps);
    run.coolDown = given.integer("cool-down", int(run.coolDown), 0, kManySteps);
    run.meanDecay = given.number("mean-decay", run.meanDecay, 0, 0.999999);
    run.type = readTrainingType(given);
    run.threads = given.integer("threads", 0, 1, 1024);
}

std::vector<std::int64_t> readChannels(const Arguments& given, const std::string& name,
                                       const std::vector<std::int64_t>& fallback)
{
    if (!given.has(name))
        return fallback;
    std::vector<std::int64_t> channels;
    for (const std::string& word : parted(given.text(name), ',')) {
        channels.push_back(integerFrom(word, "--" + name, 8, 2048));
        if (channels.back() % 8 != 0)
            throw UsageError("--" + name + " takes multiples of 8 up to 2048, like 16,48,96.");
    }
    if (channels.empty() || channels.size() > 6)
        throw UsageError("--" + name + " takes one to six numbers.");
    return channels;
}

} // namespace enogu
