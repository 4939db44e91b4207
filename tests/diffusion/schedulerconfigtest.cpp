// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/schedulerconfig.h"
#include "engine/api/error.h"
#include "engine/text/jsonfile.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace enogu;
using core::SamplerConfig;
using core::SamplerKind;
using nlohmann::json;

namespace {

const json kPublished = json::parse(R"({
    "_class_name": "PNDMScheduler", "_diffusers_version": "0.6.0", "beta_end": 0.012,
    "beta_schedule": "scaled_linear", "beta_start": 0.00085, "num_train_timesteps": 1000,
    "set_alpha_to_one": false, "skip_prk_steps": true, "steps_offset": 1, "trained_betas": null,
    "clip_sample": true, "rescale_betas_zero_snr": true, "use_karras_sigmas": true,
    "thresholding": true, "solver_order": 3, "timestep_spacing": "trailing"})");

ErrorCode codeOf(const json& file, const char* word)
{
    try {
        samplerConfigFor(file, word, "folder/scheduler_config.json");
    } catch (const Error& error) {
        const QByteArray sentence = error.what();
        const bool isSentence =
            sentence.endsWith('.') && !sentence.contains('\n') && sentence.size() <= 300;
        return isSentence ? error.code() : ErrorCode::Internal;
    }
    return ErrorCode::Cancelled;
}

} // namespace

/// From scheduler_config.json and a word to a sampler's settings.
class SchedulerConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWordNamesItsKind_data();
    void everyWordNamesItsKind();
    void aWordTakesTheKeysThatItKnows();
    void absentKeysAreTheKindsOwn();
    void theFolderSpeaksForItselfUnderModel();
    void whatIsNotSupportedIsRefused_data();
    void whatIsNotSupportedIsRefused();
    void hostileValuesAreRefused_data();
    void hostileValuesAreRefused();
    void anUnknownWordIsRefused();
    void aFileWithPythonsInfinityIsRead();
};

void SchedulerConfigTest::everyWordNamesItsKind_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* word, SamplerKind kind) {
        QTest::newRow(word) << QByteArray(word) << int(kind);
    };
    row("ddim", SamplerKind::Ddim);
    row("ddpm", SamplerKind::Ddpm);
    row("euler", SamplerKind::Euler);
    row("euler_a", SamplerKind::EulerAncestral);
    row("lms", SamplerKind::Lms);
    row("pndm", SamplerKind::Pndm);
    row("dpmpp_2m", SamplerKind::DpmSolverPp2M);
    row("dpmpp_2m_karras", SamplerKind::DpmSolverPp2M);
    row("unipc", SamplerKind::UniPc);
    row("lcm", SamplerKind::Lcm);
    row("ddim_inverse", SamplerKind::DdimInverse);
    row("model", SamplerKind::Pndm);
}

void SchedulerConfigTest::everyWordNamesItsKind()
{
    QFETCH(QByteArray, word);
    QFETCH(int, kind);
    const SamplerConfig config = samplerConfigFor(kPublished, word.toStdString());
    QCOMPARE(int(config.kind), kind);
    QCOMPARE(config.schedule.betaEnd, 0.012);
    QCOMPARE(config.stepsOffset, 1);
    QCOMPARE(config.schedule.betas, core::BetaSchedule::ScaledLinear);
}

void SchedulerConfigTest::aWordTakesTheKeysThatItKnows()
{
    const SamplerConfig ddim = samplerConfigFor(kPublished, "ddim");
    QVERIFY(ddim.clipSample && ddim.thresholding && ddim.schedule.zeroTerminalSnr);
    QVERIFY(!ddim.setAlphaToOne && !ddim.karrasSigmas);
    const SamplerConfig lms = samplerConfigFor(kPublished, "lms");
    QVERIFY(lms.karrasSigmas && !lms.clipSample && !lms.thresholding);
    QVERIFY(!lms.schedule.zeroTerminalSnr);
    const SamplerConfig plain = samplerConfigFor(kPublished, "dpmpp_2m");
    QVERIFY(!plain.karrasSigmas && plain.thresholding && plain.solverOrder == 2);
    QVERIFY(samplerConfigFor(kPublished, "dpmpp_2m_karras").karrasSigmas);
    QCOMPARE(samplerConfigFor(kPublished, "unipc").solverOrder, 3);
    QCOMPARE(samplerConfigFor(kPublished, "euler_a").karrasSigmas, false);
}

void SchedulerConfigTest::absentKeysAreTheKindsOwn()
{
    const json none = json::object();
    QVERIFY(!samplerConfigFor(none, "ddim").clipSample);
    QVERIFY(samplerConfigFor(none, "ddim").setAlphaToOne);
    QVERIFY(!samplerConfigFor(none, "pndm").setAlphaToOne);
    QVERIFY(samplerConfigFor(none, "pndm").skipPrk);
    QVERIFY(!samplerConfigFor(none, "euler").spacing);
    QCOMPARE(samplerConfigFor(none, "lcm").schedule.betas, core::BetaSchedule::ScaledLinear);
    QCOMPARE(samplerConfigFor(none, "ddpm").schedule.betaEnd, 0.02);
}

void SchedulerConfigTest::theFolderSpeaksForItselfUnderModel()
{
    const auto own = [](json file, const char* className) {
        file["_class_name"] = className;
        return samplerConfigFor(file, "model");
    };
    QVERIFY(own(json::object(), "DDPMScheduler").clipSample);
    QVERIFY(!own(json::object(), "LCMScheduler").clipSample);
    QVERIFY(!own(json::object(), "PNDMScheduler").skipPrk);
    QVERIFY(own(kPublished, "PNDMScheduler").skipPrk);
    QCOMPARE(own(kPublished, "DPMSolverMultistepScheduler").solverOrder, 3);
    QVERIFY(own(kPublished, "DPMSolverMultistepScheduler").karrasSigmas);
}

void SchedulerConfigTest::whatIsNotSupportedIsRefused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* file, const char* word) {
        QTest::newRow(file) << QByteArray(file) << QByteArray(word);
    };
    row(R"({})", "model");
    row(R"({"_class_name": "HeunDiscreteScheduler"})", "model");
    row(R"({"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "sde-dpmsolver++"})",
        "model");
    row(R"({"_class_name": "DPMSolverMultistepScheduler", "solver_type": "heun"})", "model");
    row(R"({"prediction_type": "flow_prediction"})", "ddim");
    row(R"({"beta_schedule": "laplace"})", "ddim");
    row(R"({"timestep_spacing": "karras"})", "ddim");
    row(R"({"use_beta_sigmas": true})", "euler");
    row(R"({"interpolation_type": "log_linear"})", "euler");
    row(R"({"variance_type": "learned_range"})", "ddpm");
    row(R"({"predict_x0": false})", "unipc");
    row(R"({"final_sigmas_type": "half"})", "dpmpp_2m");
}

void SchedulerConfigTest::whatIsNotSupportedIsRefused()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, word);
    QCOMPARE(codeOf(json::parse(file.toStdString()), word), ErrorCode::WrongModelKind);
}

void SchedulerConfigTest::hostileValuesAreRefused_data()
{
    QTest::addColumn<QByteArray>("file");
    for (const char* file : {"[]",
                             "null",
                             R"("ddim")",
                             R"({"num_train_timesteps": 0})",
                             R"({"num_train_timesteps": 1e30})",
                             R"({"num_train_timesteps": -5})",
                             R"({"num_train_timesteps": 18446744073709551615})",
                             R"({"num_train_timesteps": "1000"})",
                             R"({"num_train_timesteps": [1000]})",
                             R"({"beta_start": -0.1})",
                             R"({"beta_end": 2})",
                             R"({"beta_start": {}})",
                             R"({"beta_schedule": 3})",
                             R"({"trained_betas": [0.1, 0.2]})",
                             R"({"trained_betas": "x"})",
                             R"({"num_train_timesteps": 2, "trained_betas": [0.1, null]})",
                             R"({"num_train_timesteps": 2, "trained_betas": [0.1, 7]})",
                             R"({"steps_offset": 1000000000000})",
                             R"({"steps_offset": -1})",
                             R"({"steps_offset": 0.5})",
                             R"({"prediction_type": 1})",
                             R"({"clip_sample": "yes"})",
                             R"({"clip_sample_range": -1})",
                             R"({"clip_sample_range": 1e308})",
                             R"({"dynamic_thresholding_ratio": 2})",
                             R"({"set_alpha_to_one": 1})"})
        QTest::newRow(file) << QByteArray(file);
}

void SchedulerConfigTest::hostileValuesAreRefused()
{
    QFETCH(QByteArray, file);
    QCOMPARE(codeOf(json::parse(file.toStdString()), "ddim"), ErrorCode::BadModelFile);
    json withNan = json::object();
    withNan["beta_start"] = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(codeOf(withNan, "ddim"), ErrorCode::BadModelFile);
}

void SchedulerConfigTest::anUnknownWordIsRefused()
{
    QCOMPARE(codeOf(json::object(), "euler_karras"), ErrorCode::BadArgument);
    QCOMPARE(codeOf(json::object(), ""), ErrorCode::BadArgument);
}

void SchedulerConfigTest::aFileWithPythonsInfinityIsRead()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("a.json")).toStdString();
    std::ofstream(path) << R"({"_class_name": "DPMSolverMultistepScheduler", "name": "\"NaN",
        "lambda_min_clipped": -Infinity, "beta_end": 0.03, "sample_max_value": NaN})";
    const json file = readJson(path);
    QCOMPARE(file["name"].get<std::string>(), std::string("\"NaN"));
    QCOMPARE(samplerConfigFor(file, "model").schedule.betaEnd, 0.03);
}

QTEST_GUILESS_MAIN(SchedulerConfigTest)
#include "schedulerconfigtest.moc"
