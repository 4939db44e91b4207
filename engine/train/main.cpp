// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/celtrainer.h"

#include "engine/api/error.h"

#include <ATen/Parallel.h>

#include <cstdio>
#include <map>
#include <string>

namespace {

using enogu::core::CelOptions;

std::map<std::string, std::string> readArguments(int count, char** arguments)
{
    std::map<std::string, std::string> found;
    for (int i = 1; i + 1 < count; i += 2)
        found[arguments[i]] = arguments[i + 1];
    return found;
}

} // namespace

int main(int count, char** arguments)
try {
    const auto given = readArguments(count, arguments);
    const auto number = [&](const char* name, double otherwise) {
        return given.count(name) ? std::stod(given.at(name)) : otherwise;
    };
    CelOptions options;
    options.folder = given.at("--out");
    options.seed = std::uint64_t(number("--seed", 1));
    options.steps = std::int64_t(number("--steps", double(options.steps)));
    options.minutes = number("--minutes", 0);
    options.pictures = int(number("--pictures", 240));
    options.firstPictures = int(number("--first", 48));
    options.pictureEvery = int(number("--every", 12));
    options.batch = int(number("--batch", options.batch));
    options.crop = int(number("--crop", options.crop));
    options.bfloat16 = number("--f32", 0) == 0;
    options.rate = number("--rate", options.rate);
    options.startGain = number("--gain", options.startGain);
    at::set_num_threads(int(number("--threads", 2)));
    enogu::core::CelTrainer trainer(options);
    double mean = 0;
    trainer.run([&](std::int64_t step, double loss, double share) {
        mean = step == 1 ? loss : mean + 0.02 * (loss - mean);
        if (step % int(number("--print", 50)) == 0)
            std::printf("{\"step\": %lld, \"loss\": %.5f, \"share\": %.4f}\n", (long long)step,
                        mean, share);
        std::fflush(stdout);
        return true;
    });
    trainer.exportWeights(options.folder / "cel.safetensors");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
