// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchattention.h"
#include "app/cli/benchpreview.h"
#include "app/cli/benchquality.h"
#include "app/cli/benchrun.h"
#include "app/cli/benchunet.h"
#include "app/cli/commands.h"
#include "app/words/arguments.h"
#include "engine/bench/loader.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu bench animeify [STYLE...] [OPTIONS]\n"
    "       enogu bench unet [OPTIONS]\n"
    "       enogu bench attention [OPTIONS]\n"
    "       enogu bench quality [OPTIONS]\n"
    "       enogu bench preview [OPTIONS]\n\n"
    "Measures what styles take for a million pixels: CPU seconds and memory, our way and as a "
    "plain\n"
    "PyTorch port computes them (float32, NCHW, one operation after another), in turns.\n"
    "STYLE is v1, v2, v3, cartoongan, whitebox or cel (random weights of the real sizes), head "
    "(the\n"
    "analytic head of cel), or the path of a weight file; without one, all that have names.\n\n"
    "  --style STYLE      one more\n"
    "  --pixels N         megapixels of the picture, 0.01..100 (default 1)\n"
    "  --repeats N        medians of so many runs (default 3)\n"
    "  --threads N        default 1: waiting threads would count as busy\n"
    "  --dtype TYPE       of our run: auto, f32 or bf16\n"
    "  --json             results as JSON, one object a line\n\n"
    "bench unet: what a step of the diffusion UNet takes with random weights, next to a plain run\n"
    "of the same network in the same dtype (the faster of both memory layouts), in turns; floor%\n"
    "is the time that its sums or its memory traffic would take at this computer's own rates.\n\n"
    "  --network NAME     sd1, instruct, sd2 or small (default sd1)\n"
    "  --sizes N,N        sides of the picture (default 256,512)\n"
    "  --batches N,N      pictures at a time (default 1,3)\n"
    "  --threads N        default 2\n"
    "  --repeats, --dtype, --json as above\n\n"
    "bench attention: our attention in bfloat16 next to the library's, in turns, by CPU time, at\n"
    "Stable Diffusion's sizes; errors against double precision on the same numbers.\n\n"
    "  --repeats N        default 5\n"
    "  --threads, --json as for animeify\n\n"
    "bench quality: edits of drawn scenes that no training saw, against their true results. An "
    "edit\n"
    "is right when its mean colour difference (CIEDE2000) is at most 12 where something changes "
    "and\n"
    "elsewhere at most 1 above what the autoencoder alone does; nothing is pasted back.\n\n"
    "  --model DIR        an instruction model of the drawn world (default: the bundled one)\n"
    "  --count N          scenes (default 500)\n"
    "  --size N           side of the pictures (default 256)\n"
    "  --steps N          of an edit (default 20)\n"
    "  --text-guidance G  --image-guidance G   (default: the model's own)\n"
    "  --threads N        default: all cores\n"
    "  --json             as above\n\n"
    "bench preview: what quick pictures of every step add to a step of an edit, in turns, by CPU\n"
    "time of the whole edit.\n\n"
    "  --model MODEL      an instruction model (default: the bundled one)\n"
    "  --size N           side of the picture (default 256)\n"
    "  --steps N          of an edit (default 10)\n"
    "  --device NAME      auto, cpu, cuda or cuda:N\n"
    "  --repeats N        medians of so many pairs (default 5)\n"
    "  --json             as above\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n";

BenchOptions optionsFrom(const Arguments& given)
{
    WordList styles = given.positionals();
    if (styles.empty() || styles.front() != "animeify")
        throw UsageError("Say what to measure: animeify, unet, attention, quality or preview.");
    styles.erase(styles.begin());
    if (given.has("style"))
        styles.push_back(given.text("style"));
    BenchOptions options;
    options.styles = styles;
    options.megapixels = given.number("pixels", options.megapixels, 0.01, 100);
    options.repeats = given.integer("repeats", options.repeats, 1, 100);
    options.threads = given.integer("threads", options.threads, 1, 1024);
    options.dtype = DType(given.choice("dtype", {"auto", "f32", "bf16"}));
    return options;
}

QJsonObject objectOf(const BenchRow& row)
{
    QJsonObject object{{QStringLiteral("event"), QStringLiteral("result")},
                       {QStringLiteral("name"), QString::fromStdString(row.name)},
                       {QStringLiteral("dtype"), QString::fromStdString(row.dtype)},
                       {QStringLiteral("coreSecondsPerMpx"), row.ours.coreSeconds},
                       {QStringLiteral("gigabytesPerMpx"), row.ours.gigabytes}};
    if (row.eager) {
        object.insert(QStringLiteral("plainCoreSecondsPerMpx"), row.eager->coreSeconds);
        object.insert(QStringLiteral("plainGigabytesPerMpx"), row.eager->gigabytes);
        object.insert(QStringLiteral("ratio"), row.eager->coreSeconds / row.ours.coreSeconds);
        object.insert(QStringLiteral("meanDifference"), row.difference);
    }
    return object;
}

QString lineOf(const BenchRow& row)
{
    const auto number = [](double value) {
        return QString::number(value, 'f', 3).rightJustified(9);
    };
    QString line = QString::fromStdString(row.name).leftJustified(13, QLatin1Char(' '), true) +
                   QLatin1Char(' ') + QString::fromStdString(row.dtype).leftJustified(9) +
                   number(row.ours.coreSeconds) + number(row.ours.gigabytes);
    if (!row.eager)
        return line;
    const QString ratio = QString::number(row.eager->coreSeconds / row.ours.coreSeconds, 'f', 2);
    return line + number(row.eager->coreSeconds) + number(row.eager->gigabytes) +
           ratio.rightJustified(7) + QLatin1Char('x') +
           QString::number(row.difference, 'f', 2).rightJustified(9) + QLatin1String("/255");
}

constexpr const char* kHeading =
    "                           ours           plain float32\n"
    "generator     dtype    core-s/Mpx GB/Mpx core-s/Mpx GB/Mpx   ratio  mean difference";

int bench(Console& console, const BenchOptions& options)
{
    return runBench(console, BenchTable<BenchRow>{kHeading, lineOf, objectOf},
                    [&](const auto& show, const std::stop_token& stop) {
                        return benchAnimeify(options, show, stop);
                    });
}

int run(Console& console, const WordList& words)
{
    const std::string what = words.empty() ? "" : words.front();
    if (what == "unet")
        return runBenchUnet(console, {words.begin() + 1, words.end()});
    if (what == "attention")
        return runBenchAttention(console, {words.begin() + 1, words.end()});
    if (what == "quality")
        return runBenchQuality(console, {words.begin() + 1, words.end()});
    if (what == "preview")
        return runBenchPreview(console, {words.begin() + 1, words.end()});
    return bench(console, optionsFrom(Arguments(words, parted("style pixels repeats threads dtype"),
                                                {"json"})));
}

} // namespace

const Command kBench{"bench", "measure the styles or the diffusion network on this computer", kHelp,
                     run};

} // namespace enogu
