// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/diffusionoptions.h"
#include "app/cli/replaycommand.h"
#include "app/cli/results.h"
#include "app/words/arguments.h"
#include "app/words/interrupt.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu replay RECIPE IN OUT [OPTIONS]\n"
    "       enogu replay RECIPE OUT [OPTIONS]      where the recipe begins with words alone\n\n"
    "Does to a photo again what a recipe says: a file of --recipe, or a PNG that Enogu wrote,\n"
    "with edits of every kind in order. Weights that are not the recipe's are refused.\n\n"
    "  --from-step K          go on from step K of the last edit, which a diffusion model made, "
    "with\n"
    "                         what these change: --instruction, --text-guidance, "
    "--image-guidance,\n"
    "                         --prompt, --guidance, --guidance-rescale, --negative, --seed,\n"
    "                         --sampler, --steps, --preset, --keep-step, --grow, --feather\n"
    "  --recipe FILE.json     write down what was done\n"
    "  --mask MASK            what the edits with a mask were given\n"
    "  --model MODEL          where the diffusion model lies here, if elsewhere\n"
    "  --model-changed-ok     go on with other weights than the recipe was made with\n"
    "  --device NAME          auto, cpu, cuda or cuda:N\n"
    "  --quality 1..100       of JPEG and WebP (default 92)\n"
    "  --overwrite            replace OUT when it exists\n"
    "  --keep-gps             keep where the photo was taken\n"
    "  --huge                 take photos of more than 100 megapixels\n"
    "  --json                 progress and results as JSON, one object a line\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n";

constexpr const char* kChanges =
    "from-step instruction text-guidance image-guidance prompt guidance guidance-rescale negative "
    "seed sampler steps preset keep-step grow feather";

void requireNone(const Arguments& given, const char* options, const char* why)
{
    for (const std::string& option : parted(options)) {
        if (given.has(option))
            throw Error(ErrorCode::BadArgument, "--" + option + " cannot be used: " + why);
    }
}

/// The recipe from which step on something is changed.
EditRecipe changed(const Arguments& given, EditRecipe recipe)
{
    const auto begin = [&](Diffusion& diffusion) {
        diffusion.fromStep = given.integer("from-step", 0, 1, kMostCalls);
        diffusion.keepStep = 0;
    };
    if (auto* instruct = std::get_if<Instruct>(&recipe)) {
        requireNone(given, "prompt guidance guidance-rescale",
                    "the last edit was made by an instruction.");
        begin(*instruct);
        readInstruct(given, *instruct);
    } else if (auto* generate = std::get_if<Generate>(&recipe)) {
        requireNone(given, "instruction text-guidance image-guidance",
                    "the last edit was made from a prompt.");
        begin(*generate);
        readGenerate(given, *generate);
    } else {
        throw Error(ErrorCode::BadArgument, "The last edit has no steps to go on from.");
    }
    return recipe;
}

ReplayRequest::Branch branchFrom(const Arguments& given)
{
    if (given.has("from-step")) { // what is wrong in it is told before anything is read
        Instruct instruct;
        Generate generate;
        given.integer("from-step", 0, 1, kMostCalls);
        readInstruct(given, instruct);
        readGenerate(given, generate);
        return [given](const EditRecipe& recipe) { return changed(given, recipe); };
    }
    for (const std::string& option : parted(kChanges)) {
        if (given.has(option))
            throw UsageError("--" + option + " goes with --from-step.");
    }
    return {};
}

ReplayRequest requestFrom(const Arguments& given)
{
    const WordList& files = given.positionals();
    if (files.size() < 2 || files.size() > 3 || contains(files, ""))
        throw UsageError("Name the recipe, the photo, and where the result goes.");
    ReplayRequest request;
    request.recipe = files.front();
    request.in = files.size() == 3 ? files[1] : std::string();
    request.out = files.back();
    request.mask = given.path("mask");
    request.recipeFile = given.path("recipe");
    request.branch = branchFrom(given);
    request.model = given.path("model").string();
    request.sameWeights = !given.has("model-changed-ok");
    request.device = given.text("device", "auto");
    requireDevice(request.device);
    request.save.quality = given.integer("quality", request.save.quality, 1, 100);
    request.save.overwrite = given.has("overwrite");
    request.save.keepGps = given.has("keep-gps");
    request.huge = given.has("huge");
    return request;
}

int run(Console& console, const WordList& words)
{
    const Arguments given(words,
                          parted("mask model device quality recipe " + std::string(kChanges)),
                          parted("model-changed-ok overwrite keep-gps huge json help"));
    const ReplayRequest request = requestFrom(given);
    const Interrupt interrupt;
    return ReplayCommand(request, console, interrupt.token()).run();
}

} // namespace

const Command kReplay{"replay", "do again what a recipe says", kHelp, run};

} // namespace enogu
