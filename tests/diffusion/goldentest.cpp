// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/weights/schedulerconfig.h"
#include "tests/diffusion/runs.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace enogu;
using namespace enogu::tests;

namespace {

/// The sample of the published table: 0 … 767 over 768, counted across the batch first.
at::Tensor countedSample()
{
    return (at::arange(768, at::kFloat) / 768).reshape({3, 8, 8, 4}).permute({3, 0, 1, 2});
}

at::Tensor countedNoise()
{
    return (at::arange(768, at::kFloat).flip(0) / 768).reshape({3, 8, 8, 4}).permute({3, 0, 1, 2});
}

at::Tensor model(const at::Tensor& x, double t)
{
    return x * t / (t + 1);
}

struct Row
{
    const char* name;
    const char* word;
    const char* config; ///< scheduler_config.json
    int steps;
    double sum;            ///< Σ|x|, or the mean of |x| where it is below 1
    int first = 0;         ///< > 0: starts at addNoise() of the counted noise
    bool scaledOn = false; ///< the table's σ-samplers step from the scaled input
};

const char* const kSolver = R"({"lower_order_final": false, "final_sigmas_type": "sigma_min"})";

// clang-format off
const Row kRows[] = {
    {"DDIM", "ddim", R"({"clip_sample": true})", 10, 172.0067},
    {"DDIM v", "ddim", R"({"clip_sample": true, "prediction_type": "v_prediction"})", 10, 52.5302},
    {"DDIM one", "ddim", R"({"clip_sample": true, "set_alpha_to_one": true, "beta_start": 0.01})", 10, 149.8295},
    {"DDIM not one", "ddim", R"({"clip_sample": true, "set_alpha_to_one": false, "beta_start": 0.01})", 10, 149.0784},
    {"DDIM from 8", "ddim", R"({"clip_sample": true})", 10, 354.5418, 8},
    {"DDIM inverse", "ddim_inverse", R"({"clip_sample": true})", 10, 671.6816},
    {"DDIM inverse v", "ddim_inverse", R"({"clip_sample": true, "prediction_type": "v_prediction"})", 10, 1394.2185},
    {"DDIM inverse one", "ddim_inverse", R"({"clip_sample": true, "set_alpha_to_one": true, "beta_start": 0.01})", 10, 539.9622},
    {"DDIM inverse not one", "ddim_inverse", R"({"clip_sample": true, "set_alpha_to_one": false, "beta_start": 0.01})", 10, 542.6722},
    {"Euler", "euler", R"({"num_train_timesteps": 1100})", 10, 10.0807, 0, true},
    {"Euler Karras", "euler", R"({"num_train_timesteps": 1100, "use_karras_sigmas": true})", 10, 124.523, 0, true},
    {"LMS", "lms", R"({"num_train_timesteps": 1100})", 10, 1006.388, 0, true},
    {"LMS Karras", "lms", R"({"num_train_timesteps": 1100, "use_karras_sigmas": true})", 10, 3812.9927, 0, true},
    {"PNDM", "model", R"({"_class_name": "PNDMScheduler"})", 10, 198.1318},
    {"PNDM v", "model", R"({"_class_name": "PNDMScheduler", "prediction_type": "v_prediction"})", 10, 67.3986},
    {"PNDM one", "model", R"({"_class_name": "PNDMScheduler", "set_alpha_to_one": true, "beta_start": 0.01})", 10, 230.0399},
    {"PNDM not one", "model", R"({"_class_name": "PNDMScheduler", "set_alpha_to_one": false, "beta_start": 0.01})", 10, 186.9482},
    {"Euler ancestral", "euler_a", R"({"num_train_timesteps": 1100})", 10, 152.3192, 0, true},
    {"Euler ancestral v", "euler_a", R"({"num_train_timesteps": 1100, "prediction_type": "v_prediction"})", 10, 108.4439, 0, true},
    {"DPM++ 2M", "dpmpp_2m", kSolver, 10, 0.3301},
    {"DPM++ 2M v", "dpmpp_2m", R"({"lower_order_final": false, "final_sigmas_type": "sigma_min", "prediction_type": "v_prediction"})", 10, 0.2251},
    {"DPM++ 2M Karras v", "dpmpp_2m_karras", R"({"lower_order_final": false, "final_sigmas_type": "sigma_min", "prediction_type": "v_prediction"})", 10, 0.2096},
    {"UniPC", "unipc", R"({"final_sigmas_type": "sigma_min"})", 10, 0.2464},
    {"UniPC Karras", "unipc", R"({"final_sigmas_type": "sigma_min", "use_karras_sigmas": true})", 10, 0.2925},
    {"UniPC v", "unipc", R"({"final_sigmas_type": "sigma_min", "prediction_type": "v_prediction"})", 10, 0.1014},
    {"LCM", "lcm", "{}", 1, 18.7097},
    {"LCM 10", "lcm", "{}", 10, 197.7616},
    {"DDPM", "ddpm", R"({"clip_sample": true})", 1000, 258.9606},
    {"DDPM v", "ddpm", R"({"clip_sample": true, "prediction_type": "v_prediction"})", 1000, 202.0296},
};
// clang-format on

at::Tensor lastOf(const Row& row)
{
    const auto config = samplerConfigFor(nlohmann::json::parse(row.config), row.word);
    const auto sampler = core::makeSampler(config, row.steps, row.first);
    at::Tensor x = row.first > 0 ? sampler->addNoise(countedSample(), countedNoise(), row.first)
                                 : countedSample() * sampler->initNoiseSigma();
    Noise noise;
    const auto calls = std::int64_t(sampler->timesteps().size());
    for (std::int64_t i = row.first; i < calls; ++i) {
        const at::Tensor input = sampler->scaleInput(x, i);
        const at::Tensor fresh = sampler->drawsNoise() ? noise({4, 3, 8, 8}) : at::Tensor();
        const at::Tensor output = model(input, sampler->timesteps()[std::size_t(i)]);
        x = sampler->step(output, i, row.scaledOn ? input : x, fresh).previous;
    }
    return x;
}

} // namespace

/// The sums that the reference's own unit tests publish, random rows with LibTorch's generator.
class GoldenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPublishedSumIsMet_data();
    void everyPublishedSumIsMet();
    void ddimVarianceIsPublished_data();
    void ddimVarianceIsPublished();
};

void GoldenTest::everyPublishedSumIsMet_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(kRows)); ++i)
        QTest::newRow(kRows[i].name) << i;
}

void GoldenTest::everyPublishedSumIsMet()
{
    QFETCH(int, index);
    const Row& row = kRows[index];
    const at::Tensor size = lastOf(row).abs();
    const bool isMean = row.sum < 1;
    const double measured = (isMean ? size.mean() : size.sum()).item<double>();
    const bool isLong = QByteArray(row.word) == "euler" || QByteArray(row.word) == "lms";
    const double tolerance = isMean ? 1e-3 : isLong ? 3e-2 : 1e-2;
    QVERIFY2(std::abs(measured - row.sum) <= tolerance,
             qPrintable(QString::number(measured, 'f', 4)));
}

void GoldenTest::ddimVarianceIsPublished_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("variance");
    QTest::newRow("980 to 960") << 0 << 0.32460;
    QTest::newRow("420 to 400") << 28 << 0.14771;
}

/// With η = 1 the fresh noise comes in with its standard deviation, and with the rest of the step
/// it leaves the variance of the next level.
void GoldenTest::ddimVarianceIsPublished()
{
    QFETCH(int, step);
    QFETCH(double, variance);
    auto config = samplerConfigFor(nlohmann::json::object(), "ddim");
    config.eta = 1;
    const auto zero = at::zeros({1, 1, 1, 1});
    const auto sampler = core::makeSampler(config, 50, step);
    const double spread =
        sampler->step(zero, step, zero, at::ones_like(zero)).previous.item<double>();
    QVERIFY2(std::abs(spread * spread - variance) <= 1e-5,
             qPrintable(QString::number(spread * spread)));
}

QTEST_GUILESS_MAIN(GoldenTest)
#include "goldentest.moc"
