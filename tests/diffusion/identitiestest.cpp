// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/diffusion/guidance.h"
#include "tests/diffusion/runs.h"

#include <QTest>

#include <cmath>

using namespace enogu;
using namespace enogu::tests;
using core::Prediction;
using core::SamplerKind;
using core::Spacing;

namespace {

constexpr int kKinds = int(SamplerKind::Lcm) + 1;
const std::vector<std::int64_t> kShape = {1, 4, 6, 5};

core::SamplerConfig stableDiffusion(SamplerKind kind)
{
    core::SamplerConfig config;
    config.kind = kind;
    config.schedule.betas = core::BetaSchedule::ScaledLinear;
    config.schedule.betaStart = 0.00085;
    config.schedule.betaEnd = 0.012;
    return config;
}

/// α and σ with which step i begins, told by the noise that it adds.
std::pair<double, double> levelOf(const core::Sampler& sampler, std::int64_t i)
{
    const at::Tensor one = at::ones({1}, at::kDouble), zero = at::zeros({1}, at::kDouble);
    return {sampler.addNoise(one, zero, i).item<double>(),
            sampler.addNoise(zero, one, i).item<double>()};
}

/// What a perfect network answers at x, a mixture of x0 and some noise at the level of step i.
at::Tensor perfectOutput(const core::Sampler& sampler, Prediction prediction, const at::Tensor& x,
                         const at::Tensor& x0, std::int64_t i)
{
    const auto [alpha, sigma] = levelOf(sampler, i);
    const double c = 1 / std::hypot(alpha, sigma);
    const at::Tensor eps = (x - alpha * x0) / sigma;
    switch (prediction) {
    case Prediction::Epsilon:
        return eps;
    case Prediction::V:
        return c * alpha * eps - c * sigma * x0;
    case Prediction::Sample:
        break;
    }
    return x0;
}

void addKinds(bool inverse)
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("prediction");
    QTest::addColumn<int>("spacing");
    for (int kind = 0; kind < kKinds; ++kind)
        for (int prediction = 0; prediction < 3; ++prediction)
            for (int spacing = 0; spacing < 3; ++spacing)
                if (SamplerKind(kind) != SamplerKind::DdimInverse || (inverse && spacing > 0))
                    QTest::addRow("kind %d prediction %d spacing %d", kind, prediction, spacing)
                        << kind << prediction << spacing;
}

core::SamplerConfig fetchedConfig()
{
    QFETCH(int, kind);
    QFETCH(int, prediction);
    QFETCH(int, spacing);
    core::SamplerConfig config = stableDiffusion(SamplerKind(kind));
    config.prediction = Prediction(prediction);
    config.spacing = Spacing(spacing);
    config.stepsOffset = config.spacing == Spacing::Leading ? 1 : 0;
    config.setAlphaToOne = config.kind != SamplerKind::DdimInverse;
    return config;
}

double farthest(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// The last sample of a run whose network is perfect, and the last predicted x0.
std::pair<at::Tensor, at::Tensor> oracleRun(const core::SamplerConfig& config, const at::Tensor& x0)
{
    const auto sampler = core::makeSampler(config, config.kind == SamplerKind::Lcm ? 4 : 20);
    Noise noise(7);
    at::Tensor x = sampler->addNoise(x0, noise(kShape), 0), predicted;
    for (std::int64_t i = 0; i < std::int64_t(sampler->timesteps().size()); ++i) {
        const at::Tensor output = perfectOutput(*sampler, config.prediction, x, x0, i);
        const auto result = sampler->step(output, i, x, noise(kShape));
        x = result.previous;
        predicted = result.predX0;
    }
    return {x, predicted};
}

/// Up by inversion and down again with a network that is linear in x: how far from where it began.
double roundTrip(std::int64_t steps)
{
    const Network network = [](const at::Tensor& x, double) { return 0.1 * x; };
    Noise noise(3);
    const at::Tensor start = noise(kShape);
    const auto up = core::makeSampler(stableDiffusion(SamplerKind::DdimInverse), steps);
    const auto down = core::makeSampler(stableDiffusion(SamplerKind::Ddim), steps);
    const at::Tensor top = runOf(*up, network, start, noise).x.back();
    return farthest(runOf(*down, network, top, noise).x.back(), start) /
           start.abs().max().item<double>();
}

/// A network that answers with the number of each row.
class RowNumbers : public core::Denoiser
{
public:
    at::Tensor operator()(const at::Tensor& x, double) override
    {
        return at::zeros_like(x) + at::arange(1, x.size(0) + 1).view({-1, 1, 1, 1});
    }
};

} // namespace

/// What must hold whatever the reference says.
class IdentitiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPerfectNetworkLeadsToItsSample_data() { addKinds(false); }
    void aPerfectNetworkLeadsToItsSample();
    void withoutAlphaOneTheLastPredictionIsTheSample();
    void everyPredictionMeansTheSameSample_data() { addKinds(true); }
    void everyPredictionMeansTheSameSample();
    void ancestralNoiseFillsUpToTheNextLevel();
    void inversionIsUndoneBySampling();
    void bothSpacesAddTheSameNoise();
    void theEndOfTheListIsTheSampleItself();
    void stepsAreTakenInOrder();
    void eulerKeepsItsDigitsWhereSigmasBeginHuge_data();
    void eulerKeepsItsDigitsWhereSigmasBeginHuge();
    void guidanceMixesTheRows();
    void rescalingKeepsTheConditionalSpread();
    void dualGuidanceHasItsCorners();
};

void IdentitiesTest::aPerfectNetworkLeadsToItsSample()
{
    Noise noise(1);
    const at::Tensor x0 = noise(kShape);
    const core::SamplerConfig config = fetchedConfig();
    const double error = farthest(oracleRun(config, x0).first, x0);
    // PNDM takes the mean of v at several timesteps, where even perfect answers differ.
    const bool mixesV = config.kind == SamplerKind::Pndm && config.prediction == Prediction::V;
    QVERIFY2(error <= (mixesV ? 0.05 : 1e-4), qPrintable(QString::number(error)));
}

void IdentitiesTest::withoutAlphaOneTheLastPredictionIsTheSample()
{
    Noise noise(1);
    const at::Tensor x0 = noise(kShape);
    for (const SamplerKind kind : {SamplerKind::Ddim, SamplerKind::Pndm}) {
        core::SamplerConfig config = stableDiffusion(kind);
        config.setAlphaToOne = false;
        const auto [last, predicted] = oracleRun(config, x0);
        QVERIFY(farthest(predicted, x0) <= 1e-4);
        QVERIFY(farthest(last, x0) > 0.01);
    }
}

void IdentitiesTest::everyPredictionMeansTheSameSample()
{
    const core::SamplerConfig config = fetchedConfig();
    Noise noise(2);
    const at::Tensor x0 = noise(kShape), eps = noise(kShape);
    const std::int64_t steps = config.kind == SamplerKind::Lcm ? 4 : 20;
    for (std::int64_t i = config.kind == SamplerKind::DdimInverse ? 1 : 0; i < steps; ++i) {
        const auto sampler = core::makeSampler(config, steps, i);
        const at::Tensor x = sampler->addNoise(x0, eps, i);
        const at::Tensor output = perfectOutput(*sampler, config.prediction, x, x0, i);
        const double error = farthest(sampler->step(output, i, x, eps).predX0, x0);
        QVERIFY2(error <= 1e-5, qPrintable(QString::number(error)));
    }
}

void IdentitiesTest::ancestralNoiseFillsUpToTheNextLevel()
{
    const auto config = stableDiffusion(SamplerKind::EulerAncestral);
    const at::Tensor zero = at::zeros({1}, at::kDouble), one = at::ones({1}, at::kDouble);
    for (std::int64_t i = 0; i < 100; ++i) {
        const auto sampler = core::makeSampler(config, 100, i);
        const double sigma = levelOf(*sampler, i).second;
        const double next = i == 99 ? 0 : levelOf(*sampler, i + 1).second;
        const double up = sampler->step(zero, i, zero, one).previous.item<double>();
        sampler->begin(i);
        const double down = sampler->step(one, i, zero, zero).previous.item<double>() + sigma;
        const double excess = up * up + down * down - next * next;
        QVERIFY(std::abs(excess) <= 1e-5 * std::max(1.0, next * next));
        if (i == 0) {
            QVERIFY(std::abs(up - 4.65360) <= 1e-5);
            QVERIFY(std::abs(down - 12.94123) <= 1e-5);
        }
    }
}

void IdentitiesTest::inversionIsUndoneBySampling()
{
    const double coarse = roundTrip(50), fine = roundTrip(200), finest = roundTrip(1000);
    QVERIFY(fine < coarse / 2);
    QVERIFY(finest < fine / 2);
    QVERIFY2(finest <= 1e-3, qPrintable(QString::number(finest)));
}

void IdentitiesTest::bothSpacesAddTheSameNoise()
{
    Noise noise(4);
    const at::Tensor x0 = noise(kShape), eps = noise(kShape);
    auto config = stableDiffusion(SamplerKind::Ddim);
    config.spacing = Spacing::Leading;
    config.stepsOffset = 1;
    const auto ddim = core::makeSampler(config, 20);
    config.kind = SamplerKind::Euler;
    const auto euler = core::makeSampler(config, 20);
    for (std::int64_t i = 0; i < 20; ++i) {
        const double alpha = levelOf(*ddim, i).first;
        QVERIFY(farthest(ddim->addNoise(x0, eps, i), alpha * euler->addNoise(x0, eps, i)) <= 1e-5);
    }
}

void IdentitiesTest::theEndOfTheListIsTheSampleItself()
{
    Noise noise(4);
    const at::Tensor x0 = noise(kShape), eps = noise(kShape);
    for (int kind = 0; kind < kKinds; ++kind) {
        const auto sampler = core::makeSampler(stableDiffusion(SamplerKind(kind)), 10);
        const auto end = std::int64_t(sampler->timesteps().size());
        QVERIFY(at::equal(sampler->addNoise(x0, eps, end), x0));
    }
}

void IdentitiesTest::stepsAreTakenInOrder()
{
    const auto sampler = core::makeSampler(stableDiffusion(SamplerKind::Ddim), 10);
    const at::Tensor x = at::zeros(kShape);
    QVERIFY_THROWS_EXCEPTION(std::logic_error, sampler->step(x, 1, x));
    sampler->step(x, 0, x);
    QVERIFY_THROWS_EXCEPTION(std::logic_error, sampler->step(x, 0, x));
}

void IdentitiesTest::eulerKeepsItsDigitsWhereSigmasBeginHuge_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("Euler") << int(SamplerKind::Euler);
    QTest::newRow("Euler ancestral") << int(SamplerKind::EulerAncestral);
}

/// The same step in double, of the same numbers.
void IdentitiesTest::eulerKeepsItsDigitsWhereSigmasBeginHuge()
{
    QFETCH(int, kind);
    core::SamplerConfig config = stableDiffusion(SamplerKind(kind));
    config.schedule.zeroTerminalSnr = true;
    config.spacing = Spacing::Trailing;
    config.prediction = Prediction::V;
    Noise random(11);
    const at::Tensor unit = random(kShape), output = random(kShape), noise = random(kShape);
    const auto sampler = core::makeSampler(config, 6), exact = core::makeSampler(config, 6);
    QVERIFY(sampler->initNoiseSigma() > 4000);
    const at::Tensor x = unit * sampler->initNoiseSigma();
    const at::Tensor next = sampler->step(output, 0, x, noise).previous;
    const at::Tensor known =
        exact->step(output.to(at::kDouble), 0, x.to(at::kDouble), noise.to(at::kDouble)).previous;
    QCOMPARE(known.scalar_type(), at::kDouble);
    QVERIFY(farthest(next.to(at::kDouble), known) < 1e-5);
}

void IdentitiesTest::guidanceMixesTheRows()
{
    RowNumbers rows;
    const at::Tensor x = at::zeros({2, 4, 3, 3});
    const at::Tensor output = core::ClassifierFreeGuidance(rows, 7.5)(x, 10);
    QCOMPARE(output.sizes(), x.sizes());
    QCOMPARE(output[0].mean().item<double>(), 1 + 7.5 * (3 - 1));
    QCOMPARE(output[1].mean().item<double>(), 2 + 7.5 * (4 - 2));
    const auto [both, image, none] = core::dualWeights(7.5, 1.5);
    const at::Tensor dual = core::WeightedRows(rows, {both, image, none})(x, 10);
    QCOMPARE(dual.sizes(), x.sizes());
    QCOMPARE(dual[0].mean().item<double>(), 5 + 7.5 * (1 - 3) + 1.5 * (3 - 5));
    QCOMPARE(dual[1].mean().item<double>(), 6 + 7.5 * (2 - 4) + 1.5 * (4 - 6));
}

void IdentitiesTest::rescalingKeepsTheConditionalSpread()
{
    Noise noise(5);
    const at::Tensor u = noise({2, 4, 6, 6}), c = noise({2, 4, 6, 6});
    const at::Tensor strong = core::guided(u, c, 7.5);
    const at::Tensor whole = core::rescaled(strong, c, 1);
    for (std::int64_t row = 0; row < 2; ++row)
        QVERIFY(std::abs((whole[row].std() - c[row].std()).item<double>()) <= 1e-5);
    QVERIFY(at::equal(core::rescaled(strong, c, 0), strong));
    QVERIFY(at::allclose(core::rescaled(strong, c, 0.7), 0.7 * whole + 0.3 * strong));
}

void IdentitiesTest::dualGuidanceHasItsCorners()
{
    const auto isExactly = [](double text, double image, const core::DualWeights& expected) {
        const core::DualWeights found = core::dualWeights(text, image);
        return found.both == expected.both && found.image == expected.image &&
               found.none == expected.none;
    };
    QVERIFY(isExactly(1, 1, {1, 0, 0}));
    QVERIFY(isExactly(0, 1, {0, 1, 0}));
    QVERIFY(isExactly(0, 0, {0, 0, 1}));
    QVERIFY(isExactly(7.5, 7.5, {7.5, 0, -6.5}));
}

QTEST_GUILESS_MAIN(IdentitiesTest)
#include "identitiestest.moc"
