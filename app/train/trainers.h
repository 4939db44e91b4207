// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/words/arguments.h"
#include "engine/train/loader.h"

namespace enogu {

/// A trainer as `enogu train NAME` offers it.
struct Trainer
{
    const char* name;
    const char* purpose; ///< one line of the list of trainers
    const char* help;    ///< what `enogu train NAME --help` prints
    const char* values;  ///< names of its options with a value, separated by spaces
    const char* product; ///< what it leaves in the run's folder
    TrainOptions (*options)(const Arguments&, const std::filesystem::path& folder);
    const char* flags = ""; ///< names of its options without one
};

extern const Trainer kCelTrainer, kVaeTrainer, kScalingTrainer, kLdmTrainer, kInstructTrainer,
    kLpipsTrainer, kScenesTrainer;

/// Names of the options that readRun() reads, separated by spaces, and their lines of help.
#define ENOGU_RUN_VALUES                                                                           \
    "seed steps batch accumulate rate warm-up cool-down mean-decay threads dtype"
extern const char* const kRunHelp;
/// What every run is told; what is not given stays as it is in `run`.
void readRun(const Arguments& given, RunOptions& run);
/// auto, f32 or bf16.
TrainingType readTrainingType(const Arguments& given);
/// "16,48,96": 1 to 6 numbers in 8 … 2048, multiples of 8.
std::vector<std::int64_t> readChannels(const Arguments& given, const std::string& name,
                                       const std::vector<std::int64_t>& fallback);

constexpr int kManySteps = 1'000'000'000;

/// What `train` is asked for.
struct TrainOrder
{
    const Trainer* trainer = nullptr;
    std::filesystem::path folder;
    TrainOptions options;

    std::filesystem::path product() const { return folder / trainer->product; }
};
/// Throws UsageError. `words` come after "train"; `read` reads the user's own pictures, if the
/// program can.
TrainOrder trainOrder(const WordList& words, const ReadPicture& read = {});
/// What `train --help`, or `train NAME --help`, prints.
std::string trainHelp(const WordList& words);

} // namespace enogu
