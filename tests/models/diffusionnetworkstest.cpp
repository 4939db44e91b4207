// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "engine/nn/conv2d.h"
#include "engine/nn/timeembedding.h"
#include "engine/weights/networkconfigs.h"
#include "tests/models/counted.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <set>

using namespace enogu;
using namespace enogu::tests;
using nlohmann::json;

namespace {

const json kSd1{{"cross_attention_dim", 768}};
const json kSd2{{"cross_attention_dim", 1024},
                {"attention_head_dim", {5, 10, 20, 20}},
                {"use_linear_projection", true}};
const json kVae{{"block_out_channels", {128, 256, 512, 512}},
                {"layers_per_block", 2},
                {"down_block_types", json::array({"DownEncoderBlock2D", "DownEncoderBlock2D",
                                                  "DownEncoderBlock2D", "DownEncoderBlock2D"})},
                {"up_block_types", json::array({"UpDecoderBlock2D", "UpDecoderBlock2D",
                                                "UpDecoderBlock2D", "UpDecoderBlock2D"})}};
const json kClipL{{"hidden_size", 768},
                  {"intermediate_size", 3072},
                  {"num_attention_heads", 12},
                  {"num_hidden_layers", 12}};
const json kOpenClipH{{"hidden_size", 1024},
                      {"intermediate_size", 4096},
                      {"num_attention_heads", 16},
                      {"num_hidden_layers", 23},
                      {"hidden_act", "gelu"}};
const json kSmall{{"block_out_channels", {16, 24}},
                  {"norm_num_groups", 8},
                  {"layers_per_block", 1},
                  {"attention_head_dim", 2},
                  {"cross_attention_dim", 20},
                  {"down_block_types", {"CrossAttnDownBlock2D", "DownBlock2D"}},
                  {"up_block_types", {"UpBlock2D", "CrossAttnUpBlock2D"}}};
const json kSmallVae{{"block_out_channels", {16, 24}},
                     {"norm_num_groups", 8},
                     {"down_block_types", {"DownEncoderBlock2D", "DownEncoderBlock2D"}},
                     {"up_block_types", {"UpDecoderBlock2D", "UpDecoderBlock2D"}}};

json with(json config, const char* key, const json& value)
{
    config[key] = value;
    return config;
}

/// What a network asks for: its keys, how often, and how many numbers there are.
struct Asked
{
    std::multiset<std::string> keys;
    std::int64_t numbers = 0;

    core::Parameters parameters()
    {
        const core::TensorSource source = [this](const std::string& key,
                                                 const std::vector<std::int64_t>& shape) {
            keys.insert(key);
            const at::Tensor tensor = at::empty(shape, at::Device(at::kMeta));
            numbers += tensor.numel();
            return tensor;
        };
        return core::Parameters(source, at::kFloat, at::kMeta);
    }
    bool eachOnce() const
    {
        return std::set<std::string>(keys.begin(), keys.end()).size() == keys.size();
    }
};

/// Counted leaves that need gradients.
struct Leaves
{
    std::map<std::string, at::Tensor> tensors;

    core::Parameters parameters()
    {
        return core::Parameters(
            [this](const std::string& key, const std::vector<std::int64_t>& shape) {
                return tensors[key] = counted(key, shape).requires_grad_();
            });
    }

    /// The slope of a loss along its own gradient, and by how much the loss itself rises.
    std::pair<double, double> slopes(const std::function<at::Tensor()>& loss)
    {
        loss().backward();
        double square = 0;
        for (const auto& [key, leaf] : tensors)
            square += leaf.grad().square().sum().item<double>();
        const double length = std::sqrt(square), step = 1e-2;
        const auto moved = [&](double by) {
            const c10::NoGradGuard guard;
            for (const auto& [key, leaf] : tensors)
                leaf.add_(leaf.grad(), by / length);
            return loss().item<double>();
        };
        const double above = moved(step), below = moved(-2 * step);
        moved(step);
        return {length, (above - below) / (2 * step)};
    }
};

} // namespace

/// The networks of latent diffusion: what they ask for, and known answers.
class DiffusionNetworksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sinusoidsOfATimestep_data();
    void sinusoidsOfATimestep();
    void activationsAtOne();
    void theEncodersDownsamplingPadsRightAndBottom();
    void aUnetAsksForEveryKeyOnce_data();
    void aUnetAsksForEveryKeyOnce();
    void anAutoencoderAsksForEveryKeyOnce();
    void aTextEncoderAsksForEveryKeyOnce();
    void aUnetIsDifferentiable();
    void anAutoencoderIsDifferentiable();
    void theCheckpointIsCalledBetweenBlocks();
    void cancellingEndsWithinOneBlock();
    void oneTextServesEveryRow();
};

void DiffusionNetworksTest::sinusoidsOfATimestep_data()
{
    QTest::addColumn<core::Sinusoid>("sinusoid");
    QTest::addColumn<double>("t");
    QTest::addColumn<QList<double>>("expected"); // of places 0, 1, half and half + 1
    const core::Sinusoid sd{320, true, 0};
    QTest::newRow("t 1") << sd << 1.0 << QList<double>{.540302, .586504, .841471, .809946};
    QTest::newRow("t 981") << sd << 981.0 << QList<double>{.679957, -.798430, .733252, .602088};
    const double second = 10 * std::pow(1e4, -1.0 / 63);
    QTest::newRow("sines first, shift 1")
        << core::Sinusoid{128, false, 1} << 10.0
        << QList<double>{std::sin(10.0), std::sin(second), std::cos(10.0), std::cos(second)};
}

void DiffusionNetworksTest::sinusoidsOfATimestep()
{
    QFETCH(core::Sinusoid, sinusoid);
    QFETCH(double, t);
    QFETCH(QList<double>, expected);
    const at::Tensor embedding = sinusoid(at::full({1}, t)).flatten();
    QCOMPARE(embedding.numel(), sinusoid.width);
    const std::int64_t half = sinusoid.width / 2;
    const std::int64_t places[] = {0, 1, half, half + 1};
    for (int i = 0; i < 4; ++i)
        QVERIFY(std::abs(embedding[places[i]].item<double>() - expected[i]) < 1e-4);
}

void DiffusionNetworksTest::activationsAtOne()
{
    const at::Tensor one = at::ones({1}, at::kDouble);
    const auto at1 = [&](core::Activation kind) { return activated(one, kind).item<double>(); };
    QVERIFY(std::abs(at1(core::Activation::Gelu) - .841345) < 1e-6);
    QVERIFY(std::abs(at1(core::Activation::QuickGelu) - .845796) < 1e-6);
    QVERIFY(std::abs(at1(core::Activation::Silu) - .731059) < 1e-6);
    QVERIFY(std::abs(at1(core::Activation::Mish) - .865098) < 1e-6);
}

void DiffusionNetworksTest::theEncodersDownsamplingPadsRightAndBottom()
{
    const core::Parameters ones(
        [](const std::string&, const std::vector<std::int64_t>& shape) { return at::ones(shape); });
    const core::Conv2d sum(ones, {.in = 1, .out = 1, .stride = 2, .bias = false},
                           core::Conv2d::Pad::RightBottom);
    const at::Tensor ramp = at::arange(16, at::kFloat).view({1, 1, 4, 4});
    const at::Tensor expected = at::tensor({45.F, 39.F, 66.F, 50.F}).view({1, 1, 2, 2});
    QVERIFY(at::equal(sum(ramp), expected));
}

void DiffusionNetworksTest::aUnetAsksForEveryKeyOnce_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<qint64>("numbers");
    const auto row = [](const char* name, const json& config, qint64 numbers) {
        QTest::newRow(name) << QByteArray::fromStdString(config.dump()) << numbers;
    };
    row("SD 1", kSd1, 859520964);
    row("SD 1 for instructions", with(kSd1, "in_channels", 8), 859532484);
    row("SD 1 for inpainting", with(kSd1, "in_channels", 9), 859535364);
    row("SD 2", kSd2, 865910724);
}

void DiffusionNetworksTest::aUnetAsksForEveryKeyOnce()
{
    QFETCH(QByteArray, config);
    QFETCH(qint64, numbers);
    Asked asked;
    const core::UNet2DCondition unet(unetConfig(json::parse(config.toStdString()), "unet"),
                                     asked.parameters());
    QCOMPARE(asked.keys.size(), 686U);
    QVERIFY(asked.eachOnce());
    QCOMPARE(asked.numbers, numbers);
}

void DiffusionNetworksTest::anAutoencoderAsksForEveryKeyOnce()
{
    Asked asked;
    const core::AutoencoderKl vae(vaeConfig(kVae, "vae"), asked.parameters());
    QCOMPARE(asked.keys.size(), 248U);
    QVERIFY(asked.eachOnce());
    QCOMPARE(asked.numbers, 83653863);
}

void DiffusionNetworksTest::aTextEncoderAsksForEveryKeyOnce()
{
    Asked small, large;
    const core::ClipText clipL(clipTextConfig(kClipL, "text"), small.parameters());
    QCOMPARE(small.keys.size(), 196U);
    QVERIFY(small.eachOnce());
    QCOMPARE(small.numbers, 123060480);
    const core::ClipText openClipH(clipTextConfig(kOpenClipH, "text"), large.parameters());
    QCOMPARE(large.numbers, 340387840);
}

void DiffusionNetworksTest::aUnetIsDifferentiable()
{
    Leaves leaves;
    const core::UNet2DCondition unet(unetConfig(kSmall, "unet"), leaves.parameters());
    const at::Tensor x = countedInput("x", {1, 4, 6, 7});
    const at::Tensor text = countedInput("text", {1, 5, 20});
    const auto [slope, rise] =
        leaves.slopes([&] { return (unet.forward(x, 300, unet.context(text)) * x).mean(); });
    QVERIFY2(std::abs(slope - rise) < 0.02 * slope,
             qPrintable(QString::number(slope) + QLatin1Char(' ') + QString::number(rise)));
    for (const auto& [key, leaf] : leaves.tensors)
        QVERIFY2(leaf.grad().abs().sum().item<double>() > 0, key.c_str());
}

void DiffusionNetworksTest::anAutoencoderIsDifferentiable()
{
    Leaves leaves;
    const core::AutoencoderKl vae(vaeConfig(kSmallVae, "vae"), leaves.parameters());
    const at::Tensor picture = countedInput("picture", {1, 3, 8, 6});
    const auto [slope, rise] = leaves.slopes([&] {
        const auto posterior = vae.encode(picture);
        return (vae.decode(posterior.mean + posterior.std) * picture).mean();
    });
    QVERIFY2(std::abs(slope - rise) < 0.02 * slope,
             qPrintable(QString::number(slope) + QLatin1Char(' ') + QString::number(rise)));
}

void DiffusionNetworksTest::theCheckpointIsCalledBetweenBlocks()
{
    const c10::InferenceMode inference;
    const json narrow = with(kSd1, "block_out_channels", {32, 32, 64, 64});
    const core::UNet2DCondition unet(unetConfig(narrow, "unet"), core::Parameters(countedSource()));
    int calls = 0;
    const core::TextContext text = unet.context(countedInput("text", {1, 77, 768}));
    unet.forward(countedInput("x", {1, 4, 8, 8}), 1, text, {}, [&] { ++calls; });
    QVERIFY2(calls >= 25, qPrintable(QString::number(calls)));
}

void DiffusionNetworksTest::cancellingEndsWithinOneBlock()
{
    const c10::InferenceMode inference;
    const core::UNet2DCondition unet(unetConfig(kSmall, "unet"), core::Parameters(countedSource()));
    const core::TextContext text = unet.context(countedInput("text", {1, 5, 20}));
    int calls = 0;
    const auto third = [&] {
        if (++calls == 3)
            throw std::runtime_error("cancelled");
    };
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                             unet.forward(countedInput("x", {1, 4, 8, 8}), 1, text, {}, third));
    QCOMPARE(calls, 3);
}

void DiffusionNetworksTest::oneTextServesEveryRow()
{
    const c10::InferenceMode inference;
    const core::UNet2DCondition unet(unetConfig(kSmall, "unet"), core::Parameters(countedSource()));
    const at::Tensor x = countedInput("x", {3, 4, 8, 8});
    const at::Tensor text = countedInput("text", {1, 5, 20});
    const at::Tensor one = unet.forward(x, 10, unet.context(text));
    const at::Tensor three = unet.forward(x, 10, unet.context(text.repeat({3, 1, 1})));
    QVERIFY(largestError(one, three) < 1e-5);
}

QTEST_GUILESS_MAIN(DiffusionNetworksTest)
#include "diffusionnetworkstest.moc"
