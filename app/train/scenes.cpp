// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu train scenes OUT [OPTIONS]\n\n"
    "Draws streets and rooms and edits of them that are exact, as a data set to train on. OUT, a\n"
    "new or an empty folder, receives metadata.jsonl and PNG files: a picture, the edited picture\n"
    "and where the edit shows, in the layout that the imagefolder of the Python library datasets\n"
    "reads. A row holds the instruction, both captions, the kind of edit, and whether it shows a\n"
    "pair of thing and colour, or a phrasing, that training never sees.\n\n"
    "  --count N            pairs (default 1000)\n"
    "  --size PIXELS        of a side, 32 to 2048 (default 256)\n"
    "  --seed N             the same seed, the same pairs (default 1)\n"
    "  --held-out           scenes for evaluation instead: no seed ever gives one of training\n"
    "  --json               progress as JSON, one object a line\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted; the rows that an interrupted\n"
    "run has written are whole.\n";

TrainOptions optionsFrom(const Arguments& given, const std::filesystem::path& folder)
{
    ScenesOptions options;
    options.folder = folder;
    options.seed = std::uint64_t(given.integer("seed", 1, 0, kManySteps));
    options.count = given.integer("count", 1000, 1, 10'000'000);
    options.side = given.integer("size", options.side, 32, 2048);
    options.heldOut = given.has("held-out");
    return options;
}

} // namespace

const Trainer kScenesTrainer{"scenes",
                             "no weights: drawn pictures with exact edits, as a data set",
                             kHelp,
                             "seed count size",
                             "metadata.jsonl",
                             optionsFrom,
                             "held-out"};

} // namespace enogu
