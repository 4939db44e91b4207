// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "engine/api/error.h"
#include "engine/train/instructtask.h"
#include "engine/train/ldmtask.h"
#include "engine/train/metrics.h"
#include "engine/train/noiselevels.h"
#include "engine/train/vaetask.h"
#include "tests/train/runs.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace enogu;
using namespace enogu::core;
using namespace enogu::tests;

namespace {

namespace fs = std::filesystem;

at::Tensor lab(double l, double a, double b)
{
    return at::tensor({l, a, b}, at::kDouble).view({3, 1, 1});
}

} // namespace

class TestDiffusionTrain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void fourScenesAreLearned();
    void fourEditsAreLearned();
    void aResumedRunEqualsAnUninterruptedOne();
    void anInstructionModelStartsAsItsBase();
    void passesOnTwoThreadsEqualThoseOnOne();
    void fiveOfAHundredLoseTextImageOrBoth();
    void noiseLevelsWeighTheCleanPictureBetweenTwoLimits();
    void theLossHasTheGradientOfFiniteDifferences();
    void checkpointingGivesTheSameGradients();
    void withoutARunningMeanTheWeightsAreExported();
    void colourDifferencesOfPublishedPairs_data();
    void colourDifferencesOfPublishedPairs();
    void anEditIsRightInsideAndOut();
};

void TestDiffusionTrain::fourScenesAreLearned()
{
    const DiffusionSite place;
    TrainingRun run = runOf<LdmTask>(LdmOptions{.diffusion = place.options()});
    learns(run, 250, 20, 0.5);
}

void TestDiffusionTrain::fourEditsAreLearned()
{
    const DiffusionSite place;
    TrainingRun run = runOf<InstructTask>(InstructOptions{.diffusion = place.options()});
    learns(run, 250, 20, 0.5);
}

void TestDiffusionTrain::aResumedRunEqualsAnUninterruptedOne()
{
    const DiffusionSite here, there;
    fs::copy(here.path / "vae-run", there.path / "vae-run",
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    const auto runIn = [](const DiffusionSite& site) {
        return runOf<InstructTask>(InstructOptions{.diffusion = site.options()});
    };
    resumesExactly([&] { return runIn(here); }, [&] { return runIn(there); });
}

void TestDiffusionTrain::anInstructionModelStartsAsItsBase()
{
    const DiffusionSite place;
    LdmOptions first{.diffusion = place.options()};
    TrainingRun base = runOf<LdmTask>(first);
    for (int i = 0; i < 3; ++i)
        base.step();
    base.task().exportTo(place.path / "base");

    InstructOptions second{.diffusion = place.options()};
    second.diffusion.model = place.path / "base";
    second.diffusion.run.folder = place.path / "instruct";
    InstructTask instruct(second);
    const auto weights = instruct.learners().back().second->weights;
    for (std::size_t i = 0; i < weights.names().size(); ++i) {
        if (weights.names()[i] == "conv_in.weight") {
            QCOMPARE(weights.leaves()[i].size(1), 8);
            QVERIFY(weights.leaves()[i].narrow(1, 4, 4).eq(0).all().item<bool>());
            QVERIFY(weights.leaves()[i].narrow(1, 0, 4).ne(0).any().item<bool>());
        }
        if (weights.names()[i] == "conv_in.bias")
            QVERIFY(weights.leaves()[i].ne(0).any().item<bool>());
    }
}

void TestDiffusionTrain::passesOnTwoThreadsEqualThoseOnOne()
{
    const DiffusionSite site;
    InstructOptions options{.diffusion = site.options()};
    options.diffusion.run.accumulate = 3;
    const auto history = [&](int threads, const char* folder) {
        at::set_num_threads(threads);
        options.diffusion.run.folder = site.path / folder;
        TrainingRun run = runOf<InstructTask>(options);
        for (int i = 0; i < 3; ++i)
            run.step();
        at::set_num_threads(1);
        return run.history();
    };
    QCOMPARE(history(2, "two"), history(1, "one"));
}

void TestDiffusionTrain::fiveOfAHundredLoseTextImageOrBoth()
{
    const DiffusionSite place;
    constexpr int kCount = 4000;
    InstructOptions options{.diffusion = place.options()};
    options.diffusion.run.batch = kCount;
    InstructTask task(options);
    while (task.prepare(0))
        continue;
    Random random(2);
    int text = 0, image = 0, both = 0;
    const DiffusionBatch batch = task.batch(random, 0);
    for (int i = 0; i < kCount; ++i) {
        const bool noText = batch.texts[std::size_t(i)].empty();
        const bool noImage = batch.source[i].eq(0).all().item<bool>();
        text += noText && !noImage;
        image += noImage && !noText;
        both += noText && noImage;
    }
    for (int count : {text, image, both})
        QVERIFY2(std::abs(count - kCount / 20) < 50, qPrintable(QString::number(count)));
}

void TestDiffusionTrain::noiseLevelsWeighTheCleanPictureBetweenTwoLimits()
{
    const at::Tensor snr = at::tensor({0.01, 1.0, 100.0});
    const auto weigh = [&](const NoiseLevels& levels, Prediction prediction, double a, double b,
                           double c) {
        const at::Tensor weights = levels.weights(snr, prediction);
        QVERIFY(weights.allclose(at::tensor({a, b, c}), 1e-6));
    };
    weigh({0, 0}, Prediction::V, 1, 1, 1);
    weigh({5, 0}, Prediction::Epsilon, 1, 1, 0.05);
    weigh({5, 0}, Prediction::V, 0.01 / 1.01, 0.5, 5 / 101.0);
    weigh({5, 1}, Prediction::V, 1 / 1.01, 0.5, 5 / 101.0);
    weigh({0, 1}, Prediction::V, 1 / 1.01, 0.5, 100 / 101.0);
}

void TestDiffusionTrain::theLossHasTheGradientOfFiniteDifferences()
{
    const DiffusionSite place;
    InstructTask task(InstructOptions{.diffusion = place.options()});
    DiffusionBatch batch;
    batch.target = at::linspace(-1, 1, 2 * 4 * 8 * 8).view({2, 4, 8, 8});
    batch.source = batch.target.flip(0);
    batch.weight = at::linspace(1, 3, 128).view({2, 1, 8, 8});
    batch.texts = {"add a red bus", ""};
    const auto loss = [&] {
        Random random(4);
        return task.lossOf(batch, random);
    };
    const auto& weights = task.learners().back().second->weights;
    const auto leafOf = [&](const char* name) {
        const auto found = std::ranges::find(weights.names(), name);
        return weights.leaves()[std::size_t(found - weights.names().begin())];
    };
    {
        const at::NoGradGuard quiet; // it starts at 0, which stops every gradient before it
        const at::Tensor out = leafOf("conv_out.weight");
        out.copy_(at::linspace(-0.2, 0.3, out.numel()).view(out.sizes()));
    }
    for (const char* name :
         {"conv_out.weight", "conv_in.weight", "mid_block.resnets.0.conv2.weight"})
        hasItsGradient(loss, leafOf(name), 1e-2);
}

void TestDiffusionTrain::checkpointingGivesTheSameGradients()
{
    const DiffusionSite place;
    const auto gradients = [&](bool checkpointing) {
        InstructOptions options{.diffusion = place.options()};
        options.diffusion.checkpointing = checkpointing;
        InstructTask task(options);
        while (task.prepare(0))
            continue;
        std::vector<at::Tensor> found;
        for (const auto& [name, learner] : task.learners()) {
            const at::NoGradGuard quiet; // what starts at 0 would stop the gradients before it
            for (const at::Tensor& leaf : learner->weights.leaves())
                leaf.add_(at::linspace(-0.05, 0.06, leaf.numel()).view(leaf.sizes()));
        }
        Random random(4);
        task.lossOf(task.batch(random, 0), random).backward();
        for (const auto& [name, learner] : task.learners())
            for (const at::Tensor& leaf : learner->weights.leaves())
                found.push_back(leaf.grad());
        return found;
    };
    const auto kept = gradients(false), again = gradients(true);
    int felt = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        QCOMPARE(again[i].defined(), kept[i].defined());
        if (!kept[i].defined())
            continue;
        const double most = kept[i].abs().max().item<double>();
        const double apart = (again[i] - kept[i]).abs().max().item<double>();
        QVERIFY2(apart <= 1e-5 * most + 1e-9, // some are 0 but for rounding
                 qPrintable(QStringLiteral("%1: %2 of %3").arg(i).arg(apart).arg(most)));
        felt += most > 1e-4 ? 1 : 0;
    }
    QVERIFY2(felt > 100, qPrintable(QString::number(felt)));
}

void TestDiffusionTrain::withoutARunningMeanTheWeightsAreExported()
{
    const DiffusionSite place;
    const auto apart = [&](double meanDecay) {
        LdmOptions options{.diffusion = place.options()};
        options.diffusion.run.meanDecay = meanDecay;
        options.diffusion.run.folder = place.path / ("run" + std::to_string(meanDecay));
        TrainingRun run = runOf<LdmTask>(options);
        run.step();
        run.step();
        const Learner& unet = *run.task().learners().back().second;
        const at::Tensor weight = unet.weights.leaves().front();
        return (unet.optimizer.mean.front() - weight).abs().max().item<double>();
    };
    QCOMPARE(apart(0), 0.0);
    QVERIFY(apart(0.999) > 0);
}

/// Pairs 1, 4, 7, 9, 13, 16, 17, 19, 25 and 33 of Sharma, Wu and Dalal 2005, table 1.
void TestDiffusionTrain::colourDifferencesOfPublishedPairs_data()
{
    QTest::addColumn<QList<double>>("a");
    QTest::addColumn<QList<double>>("b");
    QTest::addColumn<double>("expected");
    const auto row = [](const char* name, QList<double> a, QList<double> b, double expected) {
        QTest::newRow(name) << a << b << expected;
    };
    row("1", {50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425);
    row("4", {50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000);
    row("7", {50, 0, 0}, {50, -1, 2}, 2.3669);
    row("9", {50, 2.4900, -0.0010}, {50, -2.4900, 0.0009}, 7.1792);
    row("13", {50, -0.0010, 2.4900}, {50, 0.0009, -2.4900}, 4.8045);
    row("16", {50, 2.5, 0}, {50, 0, -2.5}, 4.3065);
    row("17", {50, 2.5, 0}, {73, 25, -18}, 27.1492);
    row("19", {50, 2.5, 0}, {56, -27, -3}, 31.9030);
    row("25", {60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644);
    row("33", {6.7747, -0.2908, -2.4247}, {5.8714, -0.0985, -2.2286}, 0.6377);
}

void TestDiffusionTrain::colourDifferencesOfPublishedPairs()
{
    QFETCH(QList<double>, a);
    QFETCH(QList<double>, b);
    QFETCH(double, expected);
    const at::Tensor difference = colourDifference(lab(a[0], a[1], a[2]), lab(b[0], b[1], b[2]));
    QVERIFY2(std::abs(difference.item<double>() - expected) < 1e-4,
             qPrintable(QString::number(difference.item<double>(), 'f', 5)));
}

void TestDiffusionTrain::anEditIsRightInsideAndOut()
{
    const at::Tensor grey = at::zeros({3, 8, 8});
    at::Tensor truth = grey.clone();
    truth.narrow(2, 0, 4).fill_(0.5);
    const at::Tensor change = truth[0].gt(0);
    QVERIFY(isRightEdit(truth, truth, truth, change));
    QVERIFY(!isRightEdit(grey, truth, truth, change));
    QVERIFY(!isRightEdit(truth + 0.1, truth, truth, change));
    QVERIFY(isRightEdit(truth + 0.1, truth, truth + 0.1, change));
}

QTEST_GUILESS_MAIN(TestDiffusionTrain)
#include "test_diffusiontrain.moc"
