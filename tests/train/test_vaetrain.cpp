// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "engine/api/error.h"
#include "engine/train/vaetask.h"
#include "tests/train/runs.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::core;
using namespace enogu::tests;

namespace {

std::vector<at::Tensor> weightsOf(Task& task)
{
    return task.learners().front().second->weights.leaves();
}

/// The error code of resuming, and whether the sentence names `name`.
void refusesToResume(const VaeOptions& options, ErrorCode code, const QString& name)
{
    try {
        runOf<VaeTask>(options);
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
    void aRunThatEndedIsLeftAsItIs();
    void anotherNetworkIsNotResumed();
    void aDamagedCheckpointIsOneSentence();
};

void TestVaeTrain::fourPicturesAreLearned()
{
    const QTemporaryDir folder;
    VaeOptions options = smallVae(folder);
    options.run.batch = 4;
    TrainingRun run = runOf<VaeTask>(options);
    learns(run, 300, 20, 0.25);
}

void TestVaeTrain::aResumedRunEqualsAnUninterruptedOne()
{
    const QTemporaryDir here, there;
    resumesExactly([&] { return runOf<VaeTask>(smallVae(here)); },
                   [&] { return runOf<VaeTask>(smallVae(there)); });
}

void TestVaeTrain::passesThatAreAccumulatedEqualOneOfTheirSize()
{
    const QTemporaryDir folder;
    const at::Tensor pictures = twoPictures();
    const auto gradient = [&](int passes) {
        VaeTask task(smallVae(folder));
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
    VaeOptions options = smallVae(folder);
    options.klWeight = 0.1;
    VaeTask task(options);
    const at::Tensor pictures = twoPictures();
    const auto loss = [&] {
        Random random(4);
        return task.lossOf(pictures, random);
    };
    hasItsGradient(loss, weightsOf(task).front());
    hasItsGradient(loss, weightsOf(task).back());
}

/// As where the scaling factor was written into what it exported.
void TestVaeTrain::aRunThatEndedIsLeftAsItIs()
{
    const QTemporaryDir folder;
    const VaeOptions options = smallVae(folder);
    const auto ends = [&] { return runOf<VaeTask>(options).run([](const TrainReport&) {}, {}); };
    QVERIFY(ends());
    QFile config(folder.filePath(QStringLiteral("vae/config.json")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("changed");
    config.close();
    QVERIFY(ends());
    QVERIFY(config.open(QIODevice::ReadOnly));
    QCOMPARE(config.readAll(), QByteArray("changed"));
}

void TestVaeTrain::anotherNetworkIsNotResumed()
{
    const QTemporaryDir folder;
    VaeOptions options = smallVae(folder);
    runOf<VaeTask>(options).save();
    options.channels = {8, 24};
    refusesToResume(options, ErrorCode::BadArgument, folder.path());
}

void TestVaeTrain::aDamagedCheckpointIsOneSentence()
{
    const QTemporaryDir folder;
    runOf<VaeTask>(smallVae(folder)).save();
    const QString file = folder.filePath(QStringLiteral("run.safetensors"));
    QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
    refusesToResume(smallVae(folder), ErrorCode::BadModelFile, QStringLiteral("run.safetensors"));
}

QTEST_GUILESS_MAIN(TestVaeTrain)
#include "test_vaetrain.moc"
