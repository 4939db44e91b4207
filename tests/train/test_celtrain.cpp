// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "engine/models/celnet.h"
#include "engine/train/celtask.h"
#include "engine/train/celteacher.h"
#include "engine/train/losses.h"
#include "tests/train/runs.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::core;
using namespace enogu::tests;

namespace {

CelOptions smallRun(const std::filesystem::path& folder)
{
    CelOptions options;
    options.run.folder = folder;
    options.run.seed = 3;
    options.run.steps = 40;
    options.run.batch = 3;
    options.run.type = TrainingType::F32;
    options.width = 8;
    options.crop = 48;
    options.pictureSide = 72;
    options.firstPictures = 2;
    options.pictures = 4;
    options.pictureEvery = 3;
    return options;
}

double greatest(const at::Tensor& x)
{
    return x.abs().max().item<double>();
}

} // namespace

class TestCelTrain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void aConstantPictureStaysAsItIs();
    void aNoisyStepBecomesTwoFlatHalves();
    void theLossHasTheGradientOfFiniteDifferences();
    void movedAnswersAreComparedAtTheSamePlace();
    void aResumedRunEqualsAnUninterruptedOne();
    void fourPicturesAreLearned();
    void theShippedNetworkHardlyNoticesOddShifts();
};

void TestCelTrain::aConstantPictureStaysAsItIs()
{
    const at::Tensor grey = at::full({1, 3, 40, 56}, 0.37);
    QVERIFY(greatest(celTeacher(grey) - grey) < 1e-4);
}

void TestCelTrain::aNoisyStepBecomesTwoFlatHalves()
{
    at::manual_seed(1);
    at::Tensor step = at::full({1, 3, 64, 64}, 0.25);
    step.narrow(3, 32, 32).fill_(0.75);
    const at::Tensor flat = celTeacher(step + 0.02 * at::randn({1, 3, 64, 64}));
    const at::Tensor left = flat.narrow(3, 0, 31), right = flat.narrow(3, 33, 31);
    QVERIFY(left.std().item<double>() < 0.005);
    QVERIFY(right.std().item<double>() < 0.005);
    QVERIFY(greatest(left - 0.25) < 0.03);
    QVERIFY(greatest(right - 0.75) < 0.03);
}

void TestCelTrain::theLossHasTheGradientOfFiniteDifferences()
{
    at::manual_seed(2);
    const at::Tensor target = at::randn({1, 3, 6, 7}, at::kDouble);
    const at::Tensor guess = at::randn({1, 3, 6, 7}, at::kDouble).requires_grad_(true);
    flatLoss(guess, target).backward();
    const at::Tensor base = guess.detach();
    for (std::int64_t i = 0; i < base.numel(); i += 5) {
        at::Tensor nudge = at::zeros_like(base);
        nudge.view(-1)[i].fill_(1e-6);
        const double slope =
            (flatLoss(base + nudge, target) - flatLoss(base - nudge, target)).item<double>() / 2e-6;
        QVERIFY(std::abs(slope - guess.grad().view(-1)[i].item<double>()) < 1e-6);
    }
}

void TestCelTrain::movedAnswersAreComparedAtTheSamePlace()
{
    const at::Tensor world = at::rand({3, 60, 60});
    const at::Tensor a = world.narrow(1, 10, 40).narrow(2, 10, 40);
    const at::Tensor b = world.narrow(1, 13, 40).narrow(2, 5, 40);
    QCOMPARE(shiftLoss(a, b, {3, -5}, 4).item<double>(), 0.0);
    QVERIFY(shiftLoss(a, b, {-5, 3}, 4).item<double>() > 0.1);
}

void TestCelTrain::aResumedRunEqualsAnUninterruptedOne()
{
    const QTemporaryDir one, two;
    resumesExactly([&] { return runOf<CelTask>(smallRun(one.path().toStdString())); },
                   [&] { return runOf<CelTask>(smallRun(two.path().toStdString())); });
}

void TestCelTrain::fourPicturesAreLearned()
{
    const QTemporaryDir folder;
    CelOptions options = smallRun(folder.path().toStdString());
    options.firstPictures = options.pictures = 4;
    options.run.steps = 400;
    options.run.rate = 2e-3;
    TrainingRun run = runOf<CelTask>(options);
    learns(run, 400, 60, 0.9);
}

void TestCelTrain::theShippedNetworkHardlyNoticesOddShifts()
{
    const std::filesystem::path file = ENOGU_SOURCE_DIR "/resources/models/cel/cel.safetensors";
    if (!std::filesystem::exists(file))
        QSKIP("resources/models/cel/cel.safetensors is not there");
    const Snapshot model = loadSnapshot(file);
    const std::int64_t width = model.tensors.at("in.weight").size(0);
    std::vector<at::Tensor> parameters;
    for (const CelParameter& p : celParameters(width)) {
        QVERIFY(model.tensors.at(p.name).sizes().vec() == p.shape);
        parameters.push_back(model.tensors.at(p.name).to(at::kFloat));
    }
    CelPool pool(99, 352, {});
    pool.growTo(4);
    Random random(4);
    for (int i = 0; i < 6; ++i) {
        const CelPool::Batch batch = pool.sample(random, 2, 320);
        const at::Tensor flat = celForward(parameters, batch.pictures).clamp(-1, 1);
        const double apart =
            shiftLoss(flat[0], flat[1], batch.moved[0], kCelRadius).item<double>() / 2;
        QVERIFY2(apart < 2.0 / 255, qPrintable(QString::number(apart * 255)));
    }
}

QTEST_APPLESS_MAIN(TestCelTrain)
#include "test_celtrain.moc"
