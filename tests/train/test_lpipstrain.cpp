// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "engine/api/error.h"
#include "engine/train/distortions.h"
#include "engine/train/lpipstask.h"
#include "tests/train/ownfiles.h"
#include "tests/train/runs.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace enogu;
using namespace enogu::core;
using namespace enogu::tests;

namespace {

namespace fs = std::filesystem;

LpipsOptions smallOptions(const QTemporaryDir& folder)
{
    LpipsOptions options;
    options.run.folder = folder.path().toStdString();
    options.run.seed = 3;
    options.run.steps = 8;
    options.run.batch = 8;
    options.run.rate = 3e-3;
    options.run.warmUp = 4;
    options.run.type = TrainingType::F32;
    options.channels = {8, 16};
    options.featureSteps = 3;
    options.side = 32;
    options.pictures = 4;
    return options;
}

/// Three judgements in a folder: the original is grey, p0 a little and p1 much lighter.
void writeJudgements(const fs::path& folder, float forSecond)
{
    for (const char* part : {"ref", "p0", "p1", "judge"})
        fs::create_directories(folder / part);
    for (const char* name : {"000", "001", "002"}) {
        const std::string picture = std::string(name) + ".png";
        paint(folder / "ref" / picture, QColor(100, 100, 100));
        paint(folder / "p0" / picture, QColor(110, 110, 110));
        paint(folder / "p1" / picture, QColor(200, 200, 200));
        writeNpy(folder / "judge" / (std::string(name) + ".npy"), forSecond);
    }
}

} // namespace

class TestLpipsTrain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void aStrongerDistortionIsFurtherAway_data();
    void aStrongerDistortionIsFurtherAway();
    void theJudgesPreferTheWeakerDistortion();
    void agreementCountsTheShareOfTheJudges();
    void featuresOfFourScenesAreLearned();
    void distancesOfFourPicturesAreLearned();
    void aResumedRunEqualsAnUninterruptedOne();
    void theLossHasTheGradientOfFiniteDifferences();
    void weightsStayPositive();
    void theAutoencoderReadsWhatIsWritten();
    void featuresOfAFileStayAsTheyAre();
    void peoplesJudgementsAreReadByTheirFolders();
    void brokenJudgementsAreOneSentence_data();
    void brokenJudgementsAreOneSentence();
};

void TestLpipsTrain::aStrongerDistortionIsFurtherAway_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < kDistortions; ++kind)
        QTest::newRow(qPrintable(QString::number(kind))) << kind;
}

void TestLpipsTrain::aStrongerDistortionIsFurtherAway()
{
    QFETCH(int, kind);
    const at::Tensor picture = drawnPicture(3, Split::HeldOut, 64);
    double before = 0.02;
    const auto far = [&](double strength) {
        const at::Tensor made = distorted(picture, Distortion(kind), strength, Random(5));
        return (made - picture).square().mean().sqrt().item<double>();
    };
    QVERIFY2(far(0) < before, qPrintable(QString::number(far(0))));
    for (double strength : {0.3, 0.6, 1.0}) {
        const double now = far(strength);
        QVERIFY2(now > before, qPrintable(QStringLiteral("%1 %2").arg(before).arg(now)));
        before = now;
    }
}

void TestLpipsTrain::theJudgesPreferTheWeakerDistortion()
{
    Random random(7);
    const at::Tensor pictures = cropsOf(random, {400, 16, 32, 4});
    const Judgement judged = judgedByStrength(pictures, random);
    const auto apart = [&](const at::Tensor& version) {
        return (version - pictures).square().mean({1, 2, 3});
    };
    const double found = agreement(judged, apart(judged.first), apart(judged.second));
    QVERIFY2(found > 0.85, qPrintable(QString::number(found)));
    const double seconds = judged.forSecond.mean().item<double>();
    QVERIFY2(std::abs(seconds - 0.5) < 0.1, qPrintable(QString::number(seconds)));
}

void TestLpipsTrain::agreementCountsTheShareOfTheJudges()
{
    const at::Tensor far = at::tensor({2.F, 2.F}), near = at::tensor({1.F, 1.F});
    const Judgement judged{{}, {}, {}, at::tensor({1.F, 0.25F})};
    QCOMPARE(agreement(judged, far, near), 0.625);
    QCOMPARE(agreement(judged, near, far), 0.375);
}

void TestLpipsTrain::featuresOfFourScenesAreLearned()
{
    const QTemporaryDir folder;
    LpipsOptions options = smallOptions(folder);
    options.featureSteps = 200;
    TrainingRun run = runOf<LpipsTask>(options);
    learns(run, 200, 20, 0.5);
}

void TestLpipsTrain::distancesOfFourPicturesAreLearned()
{
    const QTemporaryDir folder;
    LpipsOptions options = smallOptions(folder);
    options.featureSteps = 0;
    options.run.batch = 16;
    options.run.rate = 1e-2;
    TrainingRun run = runOf<LpipsTask>(options);
    learns(run, 200, 20, 0.75);
    const auto numbers = run.task().evaluate().numbers;
    QVERIFY2(numbers.at("synthetic") > 0.75, qPrintable(QString::number(numbers.at("synthetic"))));
    QVERIFY(numbers.at("pixels") > 0.7 && numbers.at("pixels") < 1);
}

void TestLpipsTrain::aResumedRunEqualsAnUninterruptedOne()
{
    const QTemporaryDir here, there;
    resumesExactly([&] { return runOf<LpipsTask>(smallOptions(here)); },
                   [&] { return runOf<LpipsTask>(smallOptions(there)); });
}

void TestLpipsTrain::theLossHasTheGradientOfFiniteDifferences()
{
    const QTemporaryDir folder;
    LpipsTask task(smallOptions(folder));
    Random random(4);
    const Judgement judged = judgedByStrength(twoPictures(), random);
    const auto& leaves = task.learners().front().second->weights.leaves();
    for (const at::Tensor& leaf : {leaves.front(), leaves.back()})
        hasItsGradient([&] { return task.lossOf(judged); }, leaf);
}

void TestLpipsTrain::weightsStayPositive()
{
    const QTemporaryDir folder;
    LpipsOptions options = smallOptions(folder);
    options.featureSteps = 0;
    options.run.rate = 0.3; // so that a step passes 0
    options.run.warmUp = 0;
    TrainingRun run = runOf<LpipsTask>(options);
    run.step();
    const auto& weights = run.task().learners().front().second->weights;
    int zeros = 0;
    for (std::size_t i = 0; i < weights.names().size(); ++i)
        if (weights.names()[i].starts_with("lin")) {
            QVERIFY(weights.leaves()[i].ge(0).all().item<bool>());
            zeros += int(weights.leaves()[i].eq(0).sum().item<std::int64_t>());
        }
    QVERIFY(zeros > 0);
}

void TestLpipsTrain::theAutoencoderReadsWhatIsWritten()
{
    const QTemporaryDir folder;
    TrainingRun run = runOf<LpipsTask>(smallOptions(folder));
    QVERIFY(run.run([](const TrainReport&) {}, {}));
    const fs::path file = fs::path(folder.path().toStdString()) / "lpips.safetensors";
    const Lpips distance = readLpips(file, at::kFloat);
    const at::Tensor pictures = twoPictures();
    QCOMPARE(distance(pictures, pictures).max().item<double>(), 0.0);
    QVERIFY(distance(pictures, pictures.flip(3)).min().item<double>() > 0);
}

void TestLpipsTrain::featuresOfAFileStayAsTheyAre()
{
    const QTemporaryDir first, second;
    runOf<LpipsTask>(smallOptions(first)).task().exportTo(first.path().toStdString());
    LpipsOptions options = smallOptions(second);
    options.vgg = fs::path(first.path().toStdString()) / "lpips.safetensors";
    TrainingRun run = runOf<LpipsTask>(options);
    QVERIFY(run.run([](const TrainReport&) {}, {}));
    const Snapshot before = loadSnapshot(options.vgg);
    const Snapshot after =
        loadSnapshot(fs::path(second.path().toStdString()) / "lpips.safetensors");
    for (const auto& [name, tensor] : before.tensors)
        QVERIFY2(at::equal(tensor, after.tensors.at(name)) == name.starts_with("features."),
                 name.c_str());
}

void TestLpipsTrain::peoplesJudgementsAreReadByTheirFolders()
{
    const QTemporaryDir folder, set;
    const fs::path root = set.path().toStdString();
    writeJudgements(root / "train" / "mix", 0);
    writeJudgements(root / "val" / "blur", 0.2F);
    writeJudgements(root / "val" / "noise", 1);
    LpipsOptions options = smallOptions(folder);
    options.own = {root, readPicture};
    const auto numbers = LpipsTask(options).evaluate().numbers;
    QVERIFY(std::abs(numbers.at("pixels blur") - 0.8) < 1e-6);
    QCOMPARE(numbers.at("pixels noise"), 0.0);
    QVERIFY(numbers.contains("agreement blur") && numbers.contains("synthetic"));
    Random random(3);
    const Judgement judged = PeoplesJudgements(options.own, 32).batch(random, 2);
    QVERIFY(judged.forSecond.eq(0).all().item<bool>());
    QVERIFY(std::abs(judged.first.mean().item<double>() - (110 / 127.5 - 1)) < 1e-5);
}

void TestLpipsTrain::brokenJudgementsAreOneSentence_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("named");
    QTest::newRow("no judgements") << QStringLiteral("judge") << QStringLiteral("ref, p0, p1");
    QTest::newRow("no picture") << QStringLiteral("p1/001.png") << QStringLiteral("001.png");
    QTest::newRow("no number") << QStringLiteral("text") << QStringLiteral("001.npy");
    QTest::newRow("no share") << QStringLiteral("share") << QStringLiteral("001.npy");
}

void TestLpipsTrain::brokenJudgementsAreOneSentence()
{
    QFETCH(QString, fault);
    QFETCH(QString, named);
    const QTemporaryDir set;
    const fs::path root = set.path().toStdString(), judge = root / "judge" / "001.npy";
    writeJudgements(root, 0.5F);
    if (fault == QLatin1String("text"))
        write(judge, "no array");
    else if (fault == QLatin1String("share"))
        writeNpy(judge, 2);
    else
        fs::remove_all(root / fault.toStdString());
    try {
        Random random(3);
        PeoplesJudgements({root, readPicture}, 32).batch(random, 40);
        QFAIL("read");
    } catch (const Error& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(named), error.what());
    }
}

QTEST_GUILESS_MAIN(TestLpipsTrain)
#include "test_lpipstrain.moc"
