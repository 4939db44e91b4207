// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"

namespace enogu {

namespace {

const Trainer* const kTrainers[] = {&kCelTrainer,   &kVaeTrainer,      &kScalingTrainer,
                                    &kLdmTrainer,   &kInstructTrainer, &kLpipsTrainer,
                                    &kScenesTrainer};

const Trainer* findTrainer(const std::string& name)
{
    for (const Trainer* trainer : kTrainers) {
        if (trainer->name == name)
            return trainer;
    }
    return nullptr;
}

bool isRun(const Trainer& trainer)
{
    return contains(parted(trainer.values), "accumulate");
}

template <class Options>
void giveReader(Options& options, const ReadPicture& read)
{
    if constexpr (requires { options.own; })
        options.own.read = read;
    else if constexpr (requires { options.diffusion.own; })
        options.diffusion.own.read = read;
}

WordList with(WordList words, const std::string& more)
{
    words.push_back(more);
    return words;
}

} // namespace

TrainOrder trainOrder(const WordList& words, const ReadPicture& read)
{
    const Trainer* trainer = words.empty() ? nullptr : findTrainer(words.front());
    if (!trainer)
        throw UsageError("Say what to train, for example: train vae --out DIR.");
    const Arguments given(words, with(parted(trainer->values), "out"),
                          with(parted(trainer->flags), "json"));
    WordList folders = given.positionals();
    folders.erase(folders.begin());
    if (given.has("out"))
        folders.push_back(given.text("out"));
    if (folders.size() > 1)
        throw UsageError("train takes one name and one folder.");
    if (folders.empty() || folders.front().empty())
        throw UsageError("--out DIR says where the run is kept.");
    TrainOrder order{trainer, folders.front(), trainer->options(given, folders.front())};
    std::visit([&](auto& options) { giveReader(options, read); }, order.options);
    return order;
}

std::string trainHelp(const WordList& words)
{
    for (const std::string& word : words)
        if (const Trainer* trainer = findTrainer(word))
            return std::string(trainer->help) + (isRun(*trainer) ? kRunHelp : "");
    std::string text = "Usage: enogu train WHAT --out DIR [OPTIONS]\n\n"
                       "WHAT (enogu train WHAT --help tells more):\n";
    for (const Trainer* trainer : kTrainers) {
        std::string name = trainer->name;
        name.resize(16, ' ');
        text += "  " + name + trainer->purpose + "\n";
    }
    return text;
}

} // namespace enogu
