// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "engine/api/error.h"
#include "engine/train/pictures.h"
#include "engine/train/vaetask.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::core;

namespace {

VaeOptions smallOptions(const QTemporaryDir& folder)
{
    VaeOptions options;
    options.run.folder = folder.path().toStdString();
    options.run.seed = 3;
    options.run.steps = 8;
    options.run.batch = 4;
    options.run.rate = 2e-3;
    options.run.warmUp = 10;
    options.run.type = TrainingType::F32;
    options.channels = {8, 16};
    options.groups = 4;
    options.crop = 32;
    options.side = 32;
    options.pictures = 4;
    return options;
}

TrainingRun runOf(const VaeOptions& options)
{
    return {options.run, std::make_unique<VaeTask>(options)};
}

std::vector<at::Tensor> weightsOf(Task& task)
{
    return task.learners().front().second->weights.leaves();
}

at::Tensor twoPictures()
{
    Random random(9);
    return drawnCrops(random, {2, 32, 32, 4});
}

/// The error code of resuming, and whether the sentence names `name`.
void refusesToResume(const VaeOptions& options, ErrorCode code, const QString& name)
{
    try {
        runOf(options);
        QFAIL("resumed");
    } catch (const Error& error) {
        QCOMPARE(error.code(), code);
        QVERIFY2(QString::fromUtf8(error.what()).contains(name), error.what());
    }
}

} // namespace

class TestVaeTrain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void fourPicturesAreLearned();
    void aResumedRunEqualsAnUninterruptedOne();
    void passesThatAreAccumulatedEqualOneOfTheirSize();
    void theLossHasTheGradientOfFiniteDifferences();
    void anotherNetworkIsNotResumed();
    void aDamagedCheckpointIsOneSentence();
};

void TestVaeTrain::fourPicturesAreLearned()
{
    const QTemporaryDir folder;
    TrainingRun run = runOf(smallOptions(folder));
    double first = 0, last = 0;
    for (int i = 0; i < 300; ++i) {
        const double loss = run.step();
        first += i < 20 ? loss / 20 : 0;
        last += i >= 280 ? loss / 20 : 0;
    }
    QVERIFY2(last < first / 4, qPrintable(QStringLiteral("%1 -> %2").arg(first).arg(last)));
}

void TestVaeTrain::aResumedRunEqualsAnUninterruptedOne()
{
    const QTemporaryDir here, there;
    TrainingRun whole = runOf(smallOptions(here));
    for (int i = 0; i < 8; ++i)
        whole.step();
    {
        TrainingRun killed = runOf(smallOptions(there));
        for (int i = 0; i < 5; ++i)
            killed.step();
        killed.save();
        killed.step();
    }
    TrainingRun resumed = runOf(smallOptions(there));
    QCOMPARE(resumed.steps(), 5);
    for (int i = 0; i < 3; ++i)
        resumed.step();
    QCOMPARE(resumed.history(), whole.history());
    const auto expected = weightsOf(whole.task()), got = weightsOf(resumed.task());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(at::equal(expected[i], got[i]));
}

void TestVaeTrain::passesThatAreAccumulatedEqualOneOfTheirSize()
{
    const QTemporaryDir folder;
    const at::Tensor pictures = twoPictures();
    const auto gradient = [&](int passes) {
        VaeTask task(smallOptions(folder));
        for (int i = 0; i < passes; ++i) {
            Random random(1);
            (task.lossOf(pictures, random) / passes).backward();
        }
        return weightsOf(task).front().grad().clone();
    };
    QVERIFY((gradient(1) - gradient(2)).abs().max().item<double>() < 1e-6);
}

void TestVaeTrain::theLossHasTheGradientOfFiniteDifferences()
{
    const QTemporaryDir folder;
    VaeOptions options = smallOptions(folder);
    options.klWeight = 0.1;
    VaeTask task(options);
    const at::Tensor pictures = twoPictures();
    const auto loss = [&] {
        Random random(4);
        return task.lossOf(pictures, random);
    };
    loss().backward();
    const at::NoGradGuard quiet;
    for (const at::Tensor& leaf : {weightsOf(task).front(), weightsOf(task).back()}) {
        const at::Tensor place = leaf.view({-1})[0];
        const double slope = leaf.grad().view({-1})[0].item<double>(), step = 4e-3;
        const float value = place.item<float>();
        place.fill_(value + step);
        const double above = loss().item<double>();
        place.fill_(value - step);
        const double found = (above - loss().item<double>()) / (2 * step);
        place.fill_(value);
        QVERIFY2(std::abs(found - slope) < 0.03 * std::abs(slope) + 2e-4,
                 qPrintable(QStringLiteral("%1 %2").arg(found).arg(slope)));
    }
}

void TestVaeTrain::anotherNetworkIsNotResumed()
{
    const QTemporaryDir folder;
    VaeOptions options = smallOptions(folder);
    runOf(options).save();
    options.channels = {8, 24};
    refusesToResume(options, ErrorCode::BadArgument, folder.path());
}

void TestVaeTrain::aDamagedCheckpointIsOneSentence()
{
    const QTemporaryDir folder;
    runOf(smallOptions(folder)).save();
    const QString file = folder.filePath(QStringLiteral("run.safetensors"));
    QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
    refusesToResume(smallOptions(folder), ErrorCode::BadModelFile,
                    QStringLiteral("run.safetensors"));
}

QTEST_GUILESS_MAIN(TestVaeTrain)
#include "test_vaetrain.moc"
