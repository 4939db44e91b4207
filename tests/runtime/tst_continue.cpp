// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/runtime/tinyruns.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace enogu;
using namespace enogu::tests;

/// Runs that go on from a step of another one, and steps that are kept, with tiny models.
class ContinueTest : public QObject, private TinyRuns
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { begin(); }
    void aRunGoesOnBitForBit_data();
    void aRunGoesOnBitForBit();
    void aKeptStepIsItsPicture();
    void whatABranchChangesCounts_data();
    void whatABranchChangesCounts();
    void anotherSamplerTakesTheRestOfItsOwnSteps();
    void aRunThatGoesOnKeepsTheSizeItWasBegunWith();
    void aStateThatIsNoneIsRefused_data();
    void aStateThatIsNoneIsRefused();
    void quickPicturesLookLikeTheDecoders();
};

void ContinueTest::aRunGoesOnBitForBit_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("sampler");
    for (int sampler = 0; sampler < int(kSamplerWords.size()); ++sampler)
        for (const char* what : {"edit", "words", "photo", "masked", "inpaint"})
            QTest::addRow("%s, %s", what, kSamplerWords[std::size_t(sampler)])
                << QByteArray(what) << sampler;
}

void ContinueTest::aRunGoesOnBitForBit()
{
    QFETCH(QByteArray, what);
    QFETCH(int, sampler);
    Job job = jobOf(what);
    diffusionOf(job).sampler = SamplerChoice(sampler);
    Recorder whole, rest;
    const Result result = run(job, whole);
    QVERIFY(whole.steps.size() >= 4);
    for (std::size_t k = 0; k < whole.steps.size(); ++k) {
        const Result again = run(from(job, whole.steps[k]), rest);
        QVERIFY(again.image == result.image);
        QCOMPARE(rest.steps.size(), whole.steps.size() - k - 1);
        for (std::size_t i = 0; i < rest.steps.size(); ++i) {
            QCOMPARE(rest.steps[i].index, int(k + 1 + i));
            QCOMPARE(rest.steps[i].count, whole.steps[k].count);
            QVERIFY(sameState(*rest.steps[i].state, *whole.steps[k + 1 + i].state));
        }
    }
}

void ContinueTest::aKeptStepIsItsPicture()
{
    const Job job = jobOf("edit");
    Recorder whole, kept;
    run(job, whole);
    for (const Step& step : whole.steps) {
        Job fresh = job;
        diffusionOf(fresh).keepStep = step.index + 1;
        const Result result = run(fresh, kept);
        QVERIFY(result.image == step.predicted);
        QVERIFY(sameState(*result.state, *step.state));
        QCOMPARE(kept.steps.size(), std::size_t(step.index + 1));

        Job decoded = from(job, step);
        diffusionOf(decoded).keepStep = step.index + 1;
        QVERIFY(run(decoded, kept).image == step.predicted);
        QCOMPARE(kept.steps.size(), std::size_t(0));
    }
    Job next = from(job, whole.steps[1]);
    diffusionOf(next).keepStep = 3;
    QVERIFY(run(next, kept).image == whole.steps[2].predicted);
    QCOMPARE(kept.steps.size(), std::size_t(1));
}

void ContinueTest::whatABranchChangesCounts_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const char* what :
         {"instruction", "negative", "text guidance", "image guidance", "seed", "sampler", "steps"})
        QTest::newRow(what) << QByteArray(what);
}

void ContinueTest::whatABranchChangesCounts()
{
    QFETCH(QByteArray, what);
    const Job job = jobOf("edit");
    Recorder whole, rest;
    const Result result = run(job, whole);
    Job branch = from(job, whole.steps[1]);
    auto& recipe = std::get<Instruct>(branch.recipe);
    recipe.instruction = what == "instruction" ? "make it green" : recipe.instruction;
    recipe.negative = what == "negative" ? "blurry" : "";
    recipe.textGuidance = what == "text guidance" ? 3 : recipe.textGuidance;
    recipe.imageGuidance = what == "image guidance" ? 3 : recipe.imageGuidance;
    recipe.seed = what == "seed" ? 8 : recipe.seed;
    recipe.sampler = what == "sampler" ? SamplerChoice::Ddim : recipe.sampler;
    recipe.steps = what == "steps" ? 9 : recipe.steps;
    const Image first = run(branch, rest).image;
    QVERIFY(!(first == result.image));
    QVERIFY(run(branch).image == first);
    for (std::size_t i = 0; i < rest.steps.size(); ++i)
        QVERIFY(run(from(branch, rest.steps[i])).image == first);
}

void ContinueTest::anotherSamplerTakesTheRestOfItsOwnSteps()
{
    Job job = jobOf("edit");
    diffusionOf(job).steps = 20;
    Recorder whole, rest;
    run(job, whole);
    Job branch = from(job, whole.steps[9]);
    diffusionOf(branch).steps = 40;
    run(branch, rest);
    QCOMPARE(rest.steps.back().index, 39);
    QVERIFY2(std::abs(int(rest.steps.size()) - 20) <= 1,
             QByteArray::number(int(rest.steps.size())));
}

/// Which the recipe does not say where the first run was made smaller for lack of memory.
void ContinueTest::aRunThatGoesOnKeepsTheSizeItWasBegunWith()
{
    Job begun = jobOf("words");
    std::get<Generate>(begun.recipe).size = {12, 12};
    Recorder recorder;
    const Result whole = run(begun, recorder);
    Job rest = from(begun, recorder.steps[2]);
    std::get<Generate>(rest.recipe).size = {};
    QVERIFY(run(rest).image == whole.image);
}

void ContinueTest::aStateThatIsNoneIsRefused_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const char* what :
         {"size", "values", "not finite", "memory not finite", "memory's size", "memory's number",
          "one tensor of UniPC's", "far index", "negative index", "random", "level", "no state",
          "no step", "clean", "kept before", "kept beyond"})
        QTest::newRow(what) << QByteArray(what);
}

void ContinueTest::aStateThatIsNoneIsRefused()
{
    QFETCH(QByteArray, what);
    Job job = jobOf("edit");
    diffusionOf(job).sampler =
        what.startsWith("one tensor") ? SamplerChoice::UniPc : SamplerChoice::DpmPp2MKarras;
    Recorder whole;
    run(job, whole);
    Job bad = from(job, whole.steps[2]);
    LatentState state = *bad.from;
    constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
    if (what == "size")
        state.x.shape.back() *= 2;
    else if (what == "values")
        state.x.values.pop_back();
    else if (what == "not finite")
        state.x.values[3] = kNaN;
    else if (what == "memory not finite")
        state.memory[0].values[3] = kNaN;
    else if (what == "memory's size")
        state.memory[0].shape = {1};
    else if (what == "memory's number")
        state.memory.assign(1000, state.x);
    else if (what == "one tensor of UniPC's")
        state.memory.resize(1);
    else if (what == "far index")
        state.next = 1000;
    else if (what == "negative index")
        state.next = -1;
    else if (what == "random")
        state.random.assign(100, 1);
    else if (what == "level")
        state.signal = kNaN;
    else if (what == "clean")
        state.predX0 = {};
    else if (what == "no step")
        diffusionOf(bad).fromStep = 0;
    else if (what == "kept before")
        diffusionOf(bad).keepStep = 2;
    else if (what == "kept beyond")
        diffusionOf(bad).keepStep = kSteps + 1;
    if (what.endsWith("index"))
        diffusionOf(bad).fromStep = int(state.next);
    bad.from = what == "no state" ? nullptr : std::make_shared<LatentState>(state);
    Recorder recorder;
    const auto result = m_engine->run(bad, recorder, {});
    QVERIFY(!result);
    QCOMPARE(result.error().code(), ErrorCode::BadArgument);
    QVERIFY(recorder.steps.empty());
}

void ContinueTest::quickPicturesLookLikeTheDecoders()
{
    QTemporaryDir cache;
    Job job = jobOf("edit");
    Recorder full, quick;
    const Image image = run(job, full).image;
    job.steps = StepDetail::Quick;
    job.cache = cache.path().toStdString();
    QVERIFY(run(job, quick).image == image);
    QCOMPARE(quick.steps.size(), full.steps.size());
    for (std::size_t i = 0; i < full.steps.size(); ++i) {
        QVERIFY(quick.steps[i].predicted.extent() == full.steps[i].predicted.extent());
        QVERIFY(quick.steps[i].noisy.extent() == full.steps[i].noisy.extent());
        QVERIFY(sameState(*quick.steps[i].state, *full.steps[i].state));
    }
    const QStringList kept = QDir(cache.path()).entryList(QDir::Files);
    QCOMPARE(kept.size(), 1);
    QFile file(cache.filePath(kept.front()));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(20));
    file.close();
    m_engine->releaseMemory();
    QVERIFY(run(job, full).image == image);
    QVERIFY(full.steps.back().predicted == quick.steps.back().predicted);
    QVERIFY(QFileInfo(cache.filePath(kept.front())).size() > 20);
}

QTEST_APPLESS_MAIN(ContinueTest)
#include "tst_continue.moc"
