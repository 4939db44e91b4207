// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/pipelines/course.h"

#include <QTest>

#include <cmath>

using namespace enogu;
using core::SamplerKind;

namespace {

constexpr int kKinds = int(SamplerKind::Lcm) + 1;
const std::vector<std::int64_t> kShape{1, 4, 6, 5};

core::SamplerConfig configOf(SamplerKind kind)
{
    core::SamplerConfig config;
    config.kind = kind;
    config.schedule.betas = core::BetaSchedule::ScaledLinear;
    config.schedule.betaStart = 0.00085;
    config.schedule.betaEnd = 0.012;
    return config;
}

at::Tensor unitNoise(std::uint64_t seed)
{
    return seededNoise(seed, kShape)->latents();
}

/// Steps with a perfect network, which answers with the noise between x and `clean`.
class Oracle
{
public:
    explicit Oracle(at::Tensor clean) : m_clean(std::move(clean)) {}

    core::StepResult step(Course& course, std::int64_t index, const at::Tensor& x,
                          Noise& noise) const
    {
        const at::Tensor eps = (x - course.signal(index) * m_clean) / course.noise(index);
        return course.sampler->step(eps, course.first + index, x, noise.step(index, false));
    }

private:
    at::Tensor m_clean;
};

} // namespace

/// How runs go on from states.
class CourseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A perfect network ends at the clean picture whatever the change in the middle of the run.
    void everySamplerGoesOnFromEveryOther_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        for (int from = 0; from < kKinds; ++from)
            for (int to = 0; to < kKinds; ++to)
                if (SamplerKind(from) != SamplerKind::DdimInverse &&
                    SamplerKind(to) != SamplerKind::DdimInverse)
                    QTest::addRow("%d to %d", from, to) << from << to;
    }

    void everySamplerGoesOnFromEveryOther()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        const at::Tensor clean = unitNoise(3);
        const Oracle oracle(clean);
        const auto noise = seededNoise(5, kShape);
        Course first = courseFor(configOf(SamplerKind(from)), 20);
        at::Tensor x = noise->latents() * first.sampler->initNoiseSigma(), predX0;
        for (std::int64_t i = 0; i < 8; ++i) {
            const core::StepResult done = oracle.step(first, i, x, *noise);
            x = done.previous;
            predX0 = done.predX0;
        }
        const LatentState state = stateOf(first, {8, x, predX0}, *noise);
        Course second = courseFor(configOf(SamplerKind(to)), 27);
        Resumption now = resumed(second, state, *noise, kShape);
        const double wanted = std::log(state.noise / state.signal);
        const double found = std::log(second.noise(now.index) / second.signal(now.index));
        QVERIFY2(std::abs(wanted - found) < 0.35, qPrintable(QString::number(wanted - found)));
        for (; now.index < second.count(); ++now.index) {
            const core::StepResult done = oracle.step(second, now.index, now.x, *noise);
            QVERIFY(at::allclose(done.predX0, clean, 1e-3, 1e-3));
            now.x = done.previous;
        }
        const double error = (now.x - clean).abs().max().item<double>();
        QVERIFY2(error < 0.12, qPrintable(QString::number(error))); // PNDM's and DDIM's last level
    }

    void aBranchOfLmsBeginsWithItsLowestOrder()
    {
        const at::Tensor clean = unitNoise(3);
        Course course = courseFor(configOf(SamplerKind::Lms), 20);
        Course euler = courseFor(configOf(SamplerKind::Euler), 20);
        const auto noise = seededNoise(5, kShape);
        const at::Tensor x = unitNoise(4) * course.noise(8) + clean;
        course.sampler->goOnAt(8);
        euler.sampler->begin(8);
        const Oracle oracle(clean + 0.1 * unitNoise(6));
        QVERIFY(at::allclose(oracle.step(course, 8, x, *noise).previous,
                             oracle.step(euler, 8, x, *noise).previous, 1e-5, 1e-5));
    }

    void namesTellCoursesApart()
    {
        const std::string name = courseFor(configOf(SamplerKind::Pndm), 20).name;
        QVERIFY(courseFor(configOf(SamplerKind::Pndm), 20).name == name);
        QVERIFY(courseFor(configOf(SamplerKind::Pndm), 21).name != name);
        QVERIFY(courseFor(configOf(SamplerKind::Pndm), 20, 4).name != name);
        QVERIFY(courseFor(configOf(SamplerKind::Ddim), 20).name != name);
        core::SamplerConfig other = configOf(SamplerKind::Pndm);
        other.schedule.betaEnd = 0.013;
        QVERIFY(courseFor(other, 20).name != name);
    }

    void anotherSeedKeepsTheCleanPicture()
    {
        Course course = courseFor(configOf(SamplerKind::DpmSolverPp2M), 20);
        const auto noise = seededNoise(5, kShape);
        const at::Tensor clean = unitNoise(3);
        const at::Tensor x = course.sampler->addNoise(clean, unitNoise(4), 8);
        course.sampler->goOnAt(8);
        const LatentState state = stateOf(course, {8, x, clean}, *noise);
        const auto other = seededNoise(6, kShape);
        const Resumption same = resumed(course, state, *noise, kShape);
        const Resumption fresh = resumed(course, state, *other, kShape);
        QVERIFY(at::equal(same.x, x));
        QCOMPARE(fresh.index, std::int64_t(8));
        const at::Tensor drawn = (fresh.x - state.signal * clean) / state.noise;
        QVERIFY(at::allclose(drawn, seededNoise(6, kShape)->latents(), 1e-4, 1e-4));
    }
};

QTEST_GUILESS_MAIN(CourseTest)
#include "tst_course.moc"
