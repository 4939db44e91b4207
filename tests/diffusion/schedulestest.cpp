// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/diffusion/sampler.h"
#include "tests/models/counted.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <fstream>

using namespace enogu;
using namespace enogu::tests;
using core::BetaSchedule;
using core::SamplerKind;
using core::Spacing;

namespace {

const std::filesystem::path kGolden = ENOGU_SOURCE_DIR "/tests/golden/schedules";

core::SamplerConfig stableDiffusion(SamplerKind kind, Spacing spacing)
{
    core::SamplerConfig config;
    config.kind = kind;
    config.schedule.betas = BetaSchedule::ScaledLinear;
    config.schedule.betaStart = 0.00085;
    config.schedule.betaEnd = 0.012;
    config.spacing = spacing;
    config.stepsOffset = spacing == Spacing::Leading ? 1 : 0;
    return config;
}

double relative(double measured, double expected)
{
    return std::abs(measured - expected) / std::abs(expected);
}

/// σ with which step i begins, told by the noise that it adds.
double sigmaOf(const core::Sampler& sampler, std::int64_t i)
{
    const at::Tensor one = at::ones({1}), zero = at::zeros({1});
    return sampler.addNoise(zero, one, i).item<double>() /
           sampler.addNoise(one, zero, i).item<double>();
}

struct KindName
{
    const char* name;
    SamplerKind kind;
};

const KindName kKinds[] = {{"DDPM", SamplerKind::Ddpm},
                           {"DDIM", SamplerKind::Ddim},
                           {"DDIMInverse", SamplerKind::DdimInverse},
                           {"PNDM", SamplerKind::Pndm},
                           {"EulerDiscrete", SamplerKind::Euler},
                           {"EulerAncestralDiscrete", SamplerKind::EulerAncestral},
                           {"LMSDiscrete", SamplerKind::Lms},
                           {"DPMSolverMultistep", SamplerKind::DpmSolverPp2M},
                           {"UniPCMultistep", SamplerKind::UniPc},
                           {"LCM", SamplerKind::Lcm}};

SamplerKind kindOf(const std::string& name)
{
    const auto* found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                     [&](const KindName& one) { return one.name == name; });
    return found->kind;
}

Spacing spacingOf(const std::string& name)
{
    return name == "linspace"  ? Spacing::Linspace
           : name == "leading" ? Spacing::Leading
                               : Spacing::Trailing;
}

} // namespace

/// Tables of ᾱ, timesteps and σ.
class SchedulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void alphaCumprodIsPublished_data();
    void alphaCumprodIsPublished();
    void tablesAreTheReferences_data();
    void tablesAreTheReferences();
    void zeroTerminalSnrEndsAtZero();
    void timestepsAreTheReferences_data();
    void timestepsAreTheReferences();
    void karrasSigmasArePublished();
    void firstSigmasArePublished_data();
    void firstSigmasArePublished();
    void impossibleSettingsAreSentences_data();
    void impossibleSettingsAreSentences();
};

void SchedulesTest::alphaCumprodIsPublished_data()
{
    QTest::addColumn<int>("schedule");
    QTest::addColumn<int>("t");
    QTest::addColumn<double>("abar");
    const auto row = [](const char* name, int schedule, int t, double abar) {
        QTest::addRow("%s %d", name, t) << schedule << t << abar;
    };
    const int scaled = int(BetaSchedule::ScaledLinear);
    row("scaled_linear", scaled, 0, 0.99915);
    row("scaled_linear", scaled, 1, 0.998296);
    row("scaled_linear", scaled, 21, 0.980381);
    row("scaled_linear", scaled, 261, 0.655669);
    row("scaled_linear", scaled, 481, 0.302296);
    row("scaled_linear", scaled, 501, 0.274999);
    row("scaled_linear", scaled, 781, 0.043456);
    row("scaled_linear", scaled, 981, 0.0057755);
    row("scaled_linear", scaled, 999, 0.0046601);
    row("linear", int(BetaSchedule::Linear), 999, 4.0358e-5);
}

void SchedulesTest::alphaCumprodIsPublished()
{
    QFETCH(int, schedule);
    QFETCH(int, t);
    QFETCH(double, abar);
    core::NoiseScheduleConfig config;
    if (BetaSchedule(schedule) == BetaSchedule::ScaledLinear)
        config = stableDiffusion(SamplerKind::Ddim, Spacing::Leading).schedule;
    const double measured = double(core::NoiseSchedule(config).alphaCumprod(t));
    QVERIFY2(relative(measured, abar) <= 2e-5, qPrintable(QString::number(measured, 'g', 9)));
}

void SchedulesTest::tablesAreTheReferences_data()
{
    QTest::addColumn<int>("schedule");
    QTest::addColumn<bool>("zeroSnr");
    for (const bool zeroSnr : {false, true})
        for (int schedule = 0; schedule < 4; ++schedule)
            QTest::addRow("schedule %d zero SNR %d", schedule, int(zeroSnr)) << schedule << zeroSnr;
}

void SchedulesTest::tablesAreTheReferences()
{
    QFETCH(int, schedule);
    QFETCH(bool, zeroSnr);
    core::NoiseScheduleConfig config;
    if (BetaSchedule(schedule) == BetaSchedule::ScaledLinear)
        config = stableDiffusion(SamplerKind::Ddim, Spacing::Leading).schedule;
    config.betas = BetaSchedule(schedule);
    config.zeroTerminalSnr = zeroSnr;
    const core::NoiseSchedule own(config);
    const at::Tensor golden = readNpy(kGolden / "alphas_cumprod.npy")[schedule + (zeroSnr ? 4 : 0)];
    for (std::int64_t i = 0; i < golden.numel(); ++i) {
        const double expected = golden[i].item<double>();
        QVERIFY(std::abs(double(own.alphaCumprod(37 * i)) - expected) <= 1e-6 * expected);
    }
}

void SchedulesTest::zeroTerminalSnrEndsAtZero()
{
    auto config = stableDiffusion(SamplerKind::Ddim, Spacing::Trailing).schedule;
    config.zeroTerminalSnr = true;
    const core::NoiseSchedule schedule(config);
    QCOMPARE(schedule.alphaCumprod(999), 0.0F);
    QVERIFY(relative(schedule.alphaCumprod(500), 0.241019) <= 1e-5);
    QVERIFY(relative(schedule.alphaCumprod(0), 0.99915) <= 1e-6);
    QVERIFY(relative(schedule.sigma(999), 4096) <= 1e-6);
}

void SchedulesTest::timestepsAreTheReferences_data()
{
    std::ifstream in(kGolden / "timesteps.json");
    const nlohmann::json index = nlohmann::json::parse(in);
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("spacing");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("count");
    for (const auto& row : index)
        QTest::newRow(row.dump().c_str())
            << QString::fromStdString(row[0]) << QString::fromStdString(row[1]) << row[2].get<int>()
            << row[3].get<int>() << row[4].get<int>();
}

void SchedulesTest::timestepsAreTheReferences()
{
    QFETCH(QString, kind);
    QFETCH(QString, spacing);
    QFETCH(int, steps);
    QFETCH(int, begin);
    QFETCH(int, count);
    core::SamplerConfig config;
    config.kind = kindOf(kind.toStdString());
    config.spacing = spacingOf(spacing.toStdString());
    const auto sampler = core::makeSampler(config, steps);
    const at::Tensor golden = readNpy(kGolden / "timesteps.npy").narrow(0, begin, count);
    const at::Tensor own = at::tensor(sampler->timesteps()).to(at::kFloat);
    QCOMPARE(own.numel(), golden.numel());
    QVERIFY(at::equal(own, golden));
}

void SchedulesTest::karrasSigmasArePublished()
{
    const std::vector<double> timesteps = {999, 962, 921, 876, 827, 772, 710, 640, 561, 474,
                                           380, 285, 197, 123, 69,  35,  15,  6,   2,   0};
    const std::vector<double> sigmas = {
        14.61464, 11.72536, 9.3402, 7.38362, 5.78941, 4.49984, 3.46475, 2.64084, 1.99092, 1.48321,
        1.09079,  .79095,   .56472, .39639,  .27304,  .18417,  .12134,  .07786,  .04848,  .02917};
    auto config = stableDiffusion(SamplerKind::DpmSolverPp2M, Spacing::Linspace);
    config.karrasSigmas = true;
    const auto sampler = core::makeSampler(config, 20);
    QCOMPARE(sampler->timesteps(), timesteps);
    for (std::size_t i = 0; i < sigmas.size(); ++i)
        QVERIFY(relative(sigmaOf(*sampler, std::int64_t(i)), sigmas[i]) <= 1.5e-4);
}

void SchedulesTest::firstSigmasArePublished_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("spacing");
    QTest::addColumn<int>("steps");
    QTest::addColumn<QList<double>>("sigmas");
    QTest::addColumn<double>("start");
    QTest::newRow("Euler linspace 20") << int(SamplerKind::Euler) << int(Spacing::Linspace) << 20
                                       << QList<double>{14.61464, 10.74684, 8.08153} << 14.61464;
    QTest::newRow("Euler ancestral linspace 100")
        << int(SamplerKind::EulerAncestral) << int(Spacing::Linspace) << 100
        << QList<double>{14.61464, 13.75251, 12.95247} << 14.61464;
    QTest::newRow("Euler leading 20") << int(SamplerKind::Euler) << int(Spacing::Leading) << 20
                                      << QList<double>{11.0283} << 11.07358;
    QTest::newRow("DPM++ leading 20") << int(SamplerKind::DpmSolverPp2M) << int(Spacing::Leading)
                                      << 20 << QList<double>{10.425} << 1.0;
}

void SchedulesTest::firstSigmasArePublished()
{
    QFETCH(int, kind);
    QFETCH(int, spacing);
    QFETCH(int, steps);
    QFETCH(QList<double>, sigmas);
    QFETCH(double, start);
    const auto sampler =
        core::makeSampler(stableDiffusion(SamplerKind(kind), Spacing(spacing)), steps);
    for (int i = 0; i < sigmas.size(); ++i)
        QVERIFY(relative(sigmaOf(*sampler, i), sigmas[i]) <= 1e-4);
    QVERIFY(relative(sampler->initNoiseSigma(), start) <= 1e-5);
}

void SchedulesTest::impossibleSettingsAreSentences_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("spacing");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("offset");
    QTest::newRow("no step") << int(SamplerKind::Ddim) << 1 << 0 << 0;
    QTest::newRow("more steps than the schedule") << int(SamplerKind::Euler) << 1 << 1001 << 0;
    QTest::newRow("LCM above its own") << int(SamplerKind::Lcm) << 1 << 51 << 0;
    QTest::newRow("offset beyond the table") << int(SamplerKind::Ddim) << 1 << 10 << 500;
    QTest::newRow("inversion with linspace") << int(SamplerKind::DdimInverse) << 0 << 10 << 0;
    QTest::newRow("solver without room") << int(SamplerKind::UniPc) << 1 << 1000 << 0;
}

void SchedulesTest::impossibleSettingsAreSentences()
{
    QFETCH(int, kind);
    QFETCH(int, spacing);
    QFETCH(int, steps);
    QFETCH(int, offset);
    core::SamplerConfig config;
    config.kind = SamplerKind(kind);
    config.spacing = Spacing(spacing);
    config.stepsOffset = offset;
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, core::makeSampler(config, steps));
}

QTEST_GUILESS_MAIN(SchedulesTest)
#include "schedulestest.moc"
