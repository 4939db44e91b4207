// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/runtime/tinyruns.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace enogu;
using namespace enogu::tests;

namespace {

constexpr int kVariants = 3;

/// Batches of other sizes may be summed in another order.
double largestError(const FloatArray& a, const FloatArray& b)
{
    if (a.shape != b.shape || a.values.size() != b.values.size())
        return INFINITY;
    double largest = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        largest = std::max(largest, double(std::abs(a.values[i] - b.values[i])) /
                                        std::max(1.0, double(std::abs(b.values[i]))));
    return largest;
}

bool nearlySame(const LatentState& a, const LatentState& b)
{
    constexpr double kSame = 1e-4;
    if (a.memory.size() != b.memory.size())
        return false;
    for (std::size_t i = 0; i < a.memory.size(); ++i)
        if (!(largestError(a.memory[i], b.memory[i]) < kSame))
            return false;
    return a.next == b.next && a.timestep == b.timestep && a.seed == b.seed &&
           a.sampler == b.sampler && a.random == b.random && largestError(a.x, b.x) < kSame &&
           largestError(a.predX0, b.predX0) < kSame;
}

int largestDifference(const Image& a, const Image& b)
{
    if (a.extent() != b.extent() || a.byteCount() != b.byteCount())
        return 256;
    int largest = 0;
    for (std::size_t i = 0; i < a.byteCount(); ++i)
        largest = std::max(largest, std::abs(int(a.bytes()[i]) - int(b.bytes()[i])));
    return largest;
}

} // namespace

/// Pictures of several seeds in one run, with tiny models.
class VariantsTest : public QObject, private TinyRuns
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { begin(); }

    void variantsAreThePicturesOfTheirSeeds_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<int>("sampler");
        for (int sampler = 0; sampler < int(kSamplerWords.size()); ++sampler)
            for (const char* what : {"edit", "words", "photo", "masked", "inpaint", "pixels"})
                QTest::addRow("%s, %s", what, kSamplerWords[std::size_t(sampler)])
                    << QByteArray(what) << sampler;
    }

    /// Whose steps are taken side by side.
    void variantsAreThePicturesOfTheirSeeds()
    {
        QFETCH(QByteArray, what);
        QFETCH(int, sampler);
        Job job = jobOf(what);
        diffusionOf(job).sampler = SamplerChoice(sampler);
        job.variants = kVariants;
        Recorder together, alone;
        const Result result = run(job, together);
        QCOMPARE(result.variants.size(), std::size_t(kVariants - 1));
        job.variants = 1;
        for (int variant = 0; variant < kVariants; ++variant) {
            diffusionOf(job).seed = 7 + std::uint64_t(variant);
            const Result own = run(job, alone);
            const Image& image =
                variant == 0 ? result.image : result.variants[std::size_t(variant - 1)];
            QVERIFY(largestDifference(image, own.image) <= 1);
            QCOMPARE(together.steps.size(), kVariants * alone.steps.size());
            for (std::size_t i = 0; i < alone.steps.size(); ++i) {
                const Step& step = together.steps[kVariants * i + std::size_t(variant)];
                QCOMPARE(step.variant, variant);
                QCOMPARE(step.index, alone.steps[i].index);
                QVERIFY(nearlySame(*step.state, *alone.steps[i].state));
                QVERIFY(largestDifference(step.predicted, alone.steps[i].predicted) <= 1);
                QVERIFY(largestDifference(step.noisy, alone.steps[i].noisy) <= 1);
            }
        }
    }

    void aVariantGoesOnFromItsStep()
    {
        Job job = jobOf("edit");
        job.variants = kVariants;
        Recorder together;
        const Result result = run(job, together);
        const Step& step = together.steps[2 * kVariants + 1];
        QCOMPARE(step.variant, 1);
        Job rest = from(job, step);
        rest.variants = 1;
        diffusionOf(rest).seed = step.state->seed;
        QVERIFY(largestDifference(run(rest).image, result.variants[0]) <= 1);
    }

    void variantsOfAStepDiffer()
    {
        const Job job = jobOf("edit");
        Recorder whole;
        const Image plain = run(job, whole).image;
        Job branch = from(job, whole.steps[1]);
        branch.variants = 2;
        const Result result = run(branch);
        QVERIFY(result.image == plain);
        QVERIFY(largestDifference(result.variants.front(), plain) > 1);
    }
};

QTEST_APPLESS_MAIN(VariantsTest)
#include "tst_variants.moc"
