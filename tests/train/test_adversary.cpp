// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "engine/api/error.h"
#include "engine/train/lpipsfile.h"
#include "engine/train/vaetask.h"
#include "tests/train/runs.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::core;
using namespace enogu::tests;

namespace {

VaeOptions optionsIn(const QTemporaryDir& folder)
{
    VaeOptions options = smallVae(folder);
    options.ganWeight = 0.5;
    options.ganStart = 3;
    options.ganWidth = 8;
    return options;
}

/// The weights of a small LPIPS, as a file.
std::string writeLpips(const QTemporaryDir& folder)
{
    Learner learner;
    Lpips({{8, 16}, {1, 2}}, learner.weights.started(5, {}));
    Snapshot file;
    for (std::size_t i = 0; i < learner.weights.names().size(); ++i)
        file.tensors[learner.weights.names()[i]] = learner.weights.leaves()[i].detach().abs();
    const std::string path = folder.filePath(QStringLiteral("lpips.safetensors")).toStdString();
    saveSnapshot(path, file);
    return path;
}

} // namespace

class TestAdversary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void hingesCountWhatLacksToTheirMargins();
    void balanceIsTheRatioOfPulls();
    void neitherSideMovesTheOther();
    void lossesHaveTheGradientsOfFiniteDifferences();
    void anAdversaryLearnsToTellNoiseFromPictures();
    void aResumedRunEqualsAnUninterruptedOne();
    void theAdversaryWaitsForItsStep();
    void aPerceptualDistanceIsPartOfTheLoss();
    void aDecoderAloneLeavesTheLatents();
    void aDecoderAloneAsksForAnEncoder();
};

void TestAdversary::hingesCountWhatLacksToTheirMargins()
{
    const at::Tensor real = at::tensor({2.F, 0.F}), fake = at::tensor({-3.F, 1.F});
    QCOMPARE(hingeLoss(real, fake).item<double>(), 0.5 * (0.5 + 1.0));
}

void TestAdversary::balanceIsTheRatioOfPulls()
{
    const at::Tensor layer = at::tensor({1.F, 2.F}).requires_grad_();
    const at::Tensor pull = at::tensor({3.F, 4.F}), weak = at::tensor({0.F, 0.5F});
    const double found = balanceOf((pull * layer).sum(), (weak * layer).sum(), layer);
    QVERIFY(std::abs(found - 5 / (0.5 + 1e-4)) < 1e-5);
    QCOMPARE(balanceOf((pull * layer).sum(), (0 * layer).sum(), layer), 1e4);
    QVERIFY(!layer.grad().defined());
}

void TestAdversary::neitherSideMovesTheOther()
{
    Adversary adversary({.width = 8}, 3, at::kFloat);
    const at::Tensor fake = (twoPictures() * 0.5).requires_grad_();
    adversary.ownLossOf(twoPictures(), fake).backward();
    QVERIFY(!fake.grad().defined());
    for (const at::Tensor& leaf : adversary.learner().weights.leaves())
        QVERIFY(leaf.grad().defined());

    Adversary other({.width = 8}, 3, at::kFloat);
    other.lossOf(fake).backward();
    QVERIFY(fake.grad().abs().max().item<double>() > 0);
    for (const at::Tensor& leaf : other.learner().weights.leaves())
        QVERIFY(!leaf.grad().defined());
}

void TestAdversary::lossesHaveTheGradientsOfFiniteDifferences()
{
    Adversary adversary({.width = 8, .depth = 2}, 3, at::kFloat);
    const at::Tensor pictures = twoPictures();
    const at::Tensor fake = (0.3 * pictures.flip(3)).detach().requires_grad_();
    hasItsGradient([&] { return adversary.lossOf(fake); }, fake);
    hasItsGradient([&] { return adversary.ownLossOf(pictures, fake); },
                   adversary.learner().weights.leaves().front());
}

void TestAdversary::anAdversaryLearnsToTellNoiseFromPictures()
{
    Adversary adversary({.width = 8, .depth = 2}, 3, at::kFloat);
    const at::Tensor pictures = twoPictures();
    Random random(4);
    double last = 1;
    for (int i = 0; i < 60; ++i) {
        const at::Tensor noise = normalOf(pictures.sizes(), random).clamp(-1, 1);
        const at::Tensor loss = adversary.ownLossOf(pictures, noise);
        loss.backward();
        adversary.learner().optimizer.step({.rate = 2e-3});
        last = loss.item<double>();
    }
    QVERIFY2(last < 0.1, qPrintable(QString::number(last)));
}

void TestAdversary::aResumedRunEqualsAnUninterruptedOne()
{
    const QTemporaryDir here, there;
    VaeOptions first = optionsIn(here), second = optionsIn(there);
    first.lpips = second.lpips = writeLpips(here);
    resumesExactly([&] { return runOf<VaeTask>(first); }, [&] { return runOf<VaeTask>(second); });
}

void TestAdversary::theAdversaryWaitsForItsStep()
{
    const QTemporaryDir folder, without;
    VaeOptions plain = optionsIn(without);
    plain.ganWeight = 0;
    TrainingRun run = runOf<VaeTask>(optionsIn(folder)), other = runOf<VaeTask>(plain);
    const auto weightsOf = [](TrainingRun& of) { return everyWeight(of.task()); };
    const at::Tensor kernel = run.task().learners().back().second->weights.leaves().front();
    const at::Tensor start = kernel.detach().clone();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(run.step(), other.step());
    QVERIFY(at::equal(kernel, start));
    QVERIFY(at::equal(weightsOf(run).front(), weightsOf(other).front()));
    run.step();
    other.step();
    QVERIFY(!at::equal(kernel, start));
    QVERIFY(!at::equal(weightsOf(run).front(), weightsOf(other).front()));
}

void TestAdversary::aPerceptualDistanceIsPartOfTheLoss()
{
    const QTemporaryDir folder;
    VaeOptions options = optionsIn(folder);
    const at::Tensor pictures = twoPictures();
    const auto answer = [&] {
        Random random(4);
        return VaeTask(options).answerTo(pictures, random);
    };
    const VaeTask::Answer plain = answer();
    options.lpips = writeLpips(folder);
    options.lpipsWeight = 3;
    const VaeTask::Answer both = answer();
    const at::Tensor distance =
        readLpips(options.lpips, at::kFloat)(plain.pictures, pictures).mean();
    const double expected = (plain.loss + 3 * distance).item<double>();
    QVERIFY(distance.item<double>() > 0);
    QVERIFY(std::abs(both.loss.item<double>() - expected) < 1e-5);
}

void TestAdversary::aDecoderAloneLeavesTheLatents()
{
    const QTemporaryDir first, second;
    VaeOptions options = optionsIn(first);
    runOf<VaeTask>(options).task().exportTo(options.run.folder);
    options.from = options.run.folder;
    options.run.folder = second.path().toStdString();
    options.decoderOnly = true;
    TrainingRun run = runOf<VaeTask>(options);
    const Learner& vae = *run.task().learners().front().second;
    const auto before = everyWeight(run.task());
    for (int i = 0; i < 4; ++i)
        run.step();
    for (std::size_t i = 0; i < vae.weights.names().size(); ++i) {
        const std::string& name = vae.weights.names()[i];
        const bool fixed = name.starts_with("encoder.") || name.starts_with("quant_conv.");
        QVERIFY2(at::equal(before[i], vae.weights.leaves()[i]) == fixed, name.c_str());
    }
}

void TestAdversary::aDecoderAloneAsksForAnEncoder()
{
    const QTemporaryDir folder;
    VaeOptions options = optionsIn(folder);
    options.decoderOnly = true;
    QVERIFY_THROWS_EXCEPTION(Error, VaeTask{options});
}

QTEST_GUILESS_MAIN(TestAdversary)
#include "test_adversary.moc"
