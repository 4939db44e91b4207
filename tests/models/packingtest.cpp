// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "engine/weights/networkconfigs.h"
#include "tests/models/counted.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <cstring>

using namespace enogu;
using namespace enogu::tests;

namespace {

constexpr const char* kSecondStep = "second step";

core::UNet2DCondition unetOf(const core::Parameters& parameters)
{
    const nlohmann::json config{{"block_out_channels", {64, 128}},
                                {"attention_head_dim", 2},
                                {"cross_attention_dim", 64},
                                {"down_block_types", {"CrossAttnDownBlock2D", "DownBlock2D"}},
                                {"up_block_types", {"UpBlock2D", "CrossAttnUpBlock2D"}}};
    return core::UNet2DCondition(unetConfig(config, "unet"), parameters);
}

at::Tensor text()
{
    return countedInput("text", {1, 77, 64});
}

/// Two steps, told apart on stdout, where oneDNN says what it runs.
int takeTwoSteps(at::ScalarType dtype)
{
    const c10::InferenceMode inference;
    const auto unet = unetOf(core::Parameters(countedSource(), dtype));
    const core::TextContext context = unet.context(text());
    for (const char* name : {"first step", kSecondStep}) {
        std::puts(name);
        unet.forward(countedInput("x", {1, 4, 16, 16}), 500, context);
    }
    return 0;
}

} // namespace

/// Weights that are kept in oneDNN's own layout.
class PackingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noStepLaysAWeightOutAnew_data();
    void noStepLaysAWeightOutAnew();
    void gradientsAreTakenAfterPacking();
    void weightsThatLearnStayPlain();
    void otherExtentsGiveTheSame();
};

void PackingTest::noStepLaysAWeightOutAnew_data()
{
    QTest::addColumn<QString>("dtype");
    QTest::newRow("float32") << QStringLiteral("float32");
    if (__builtin_cpu_supports("avx512bw"))
        QTest::newRow("bfloat16") << QStringLiteral("bfloat16");
}

void PackingTest::noStepLaysAWeightOutAnew()
{
    QFETCH(QString, dtype);
    QProcess child;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("ONEDNN_VERBOSE"), QStringLiteral("1"));
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {dtype});
    QVERIFY(child.waitForFinished(120'000));
    const QByteArray said = child.readAllStandardOutput();
    const qsizetype second = said.indexOf(kSecondStep);
    QVERIFY2(second > 0 && said.left(second).contains(",reorder,"), said.left(1000));
    const QByteArray step = said.mid(second);
    QVERIFY2(step.contains("convolution,"), step.left(1000));
    QCOMPARE(step.count(",reorder,"), 0);
}

void PackingTest::gradientsAreTakenAfterPacking()
{
    const auto unet = unetOf(core::Parameters(countedSource()));
    const at::Tensor x = countedInput("x", {1, 4, 8, 8});
    at::Tensor packed;
    {
        const c10::NoGradGuard guard;
        packed = unet.forward(x, 10, unet.context(text()));
    }
    const at::Tensor leaf = x.clone().requires_grad_();
    const at::Tensor plain = unet.forward(leaf, 10, unet.context(text()));
    QVERIFY(largestError(plain.detach(), packed) < 1e-4);
    plain.sum().backward();
    QVERIFY(leaf.grad().abs().sum().item<double>() > 0);
}

void PackingTest::weightsThatLearnStayPlain()
{
    std::vector<at::Tensor> leaves;
    const core::Parameters parameters(
        [&](const std::string& key, const std::vector<std::int64_t>& shape) {
            leaves.push_back(counted(key, shape).requires_grad_());
            return leaves.back();
        });
    const auto unet = unetOf(parameters);
    const c10::NoGradGuard guard;
    const auto run = [&] {
        return unet.forward(countedInput("x", {1, 4, 8, 8}), 10, unet.context(text()));
    };
    const at::Tensor before = run();
    for (const at::Tensor& leaf : leaves)
        leaf.zero_();
    QVERIFY(before.abs().sum().item<double>() > 0);
    QCOMPARE(run().abs().sum().item<double>(), 0.0);
}

void PackingTest::otherExtentsGiveTheSame()
{
    const c10::InferenceMode inference;
    const auto packedForOne = unetOf(core::Parameters(countedSource()));
    const auto fresh = unetOf(core::Parameters(countedSource()));
    const at::Tensor x = countedInput("x", {2, 4, 11, 9});
    packedForOne.forward(countedInput("y", {1, 4, 1, 3}), 10, packedForOne.context(text()));
    const at::Tensor later = packedForOne.forward(x, 10, packedForOne.context(text()));
    QVERIFY(largestError(later, fresh.forward(x, 10, fresh.context(text()))) < 1e-4);
}

int main(int argc, char** argv)
{
    if (argc == 2 && std::strcmp(argv[1], "float32") == 0)
        return takeTwoSteps(at::kFloat);
    if (argc == 2 && std::strcmp(argv[1], "bfloat16") == 0)
        return takeTwoSteps(at::kBFloat16);
    const QCoreApplication app(argc, argv);
    PackingTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "packingtest.moc"
