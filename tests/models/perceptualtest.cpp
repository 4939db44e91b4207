// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include "engine/models/lpips.h"
#include "engine/models/patchgan.h"
#include "tests/models/counted.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <fstream>

using namespace enogu;
using namespace enogu::tests;
using nlohmann::json;

namespace {

const std::filesystem::path kGoldens = ENOGU_SOURCE_DIR "/tests/golden/perceptual";

json casesOf(const char* kind)
{
    return json::parse(std::ifstream(kGoldens / "cases.json")).at(kind);
}

void addRows(const char* kind)
{
    QTest::addColumn<QByteArray>("description");
    const json cases = casesOf(kind);
    for (const auto& [name, description] : cases.items())
        QTest::newRow(name.c_str()) << QByteArray::fromStdString(description.dump());
}

json currentCase()
{
    const QByteArray text =
        *static_cast<QByteArray*>(QTest::qData("description", QMetaType::QByteArray));
    return json::parse(text.toStdString());
}

at::Tensor golden(const std::string& ending)
{
    return readNpy(kGoldens / (QTest::currentDataTag() + ending));
}

/// The slope of f at x along a direction, by its gradient and by differences.
std::pair<double, double> slopes(const std::function<at::Tensor(const at::Tensor&)>& f,
                                 const at::Tensor& x)
{
    const at::Tensor leaf = x.clone().requires_grad_();
    f(leaf).sum().backward();
    const at::Tensor direction = leaf.grad() / leaf.grad().norm();
    const c10::NoGradGuard quiet;
    const double step = 2e-2;
    const double above = f(x + step * direction).sum().item<double>();
    const double below = f(x - step * direction).sum().item<double>();
    return {leaf.grad().norm().item<double>(), (above - below) / (2 * step)};
}

void verifyAlike(const std::pair<double, double>& slopes)
{
    QVERIFY2(std::abs(slopes.first - slopes.second) < 0.03 * slopes.first,
             qPrintable(QStringLiteral("%1 %2").arg(slopes.first).arg(slopes.second)));
}

const core::VggConfig kSmall{{8, 8, 16}, {1, 2, 1}};

} // namespace

/// Networks that say how pictures look.
class PerceptualTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void distancesAreThoseOfTheReference_data() { addRows("lpips"); }
    void distancesAreThoseOfTheReference();
    void verdictsAreThoseOfTheReference_data() { addRows("patchgan"); }
    void verdictsAreThoseOfTheReference();
    void vgg16AsksForTorchvisionsKeys();
    void aPictureIsAtNoDistanceFromItself();
    void aDistanceHasTheGradientOfFiniteDifferences();
    void aVerdictHasTheGradientOfFiniteDifferences();
};

void PerceptualTest::distancesAreThoseOfTheReference()
{
    const json description = currentCase();
    const core::VggConfig config{description.at("channels"), description.at("layers")};
    const core::Parameters parameters(countedSource());
    const std::vector<std::int64_t> shape = description.at("shape");
    const at::Tensor a = countedInput("a", shape, 1), b = countedInput("b", shape, 1);
    const at::Tensor expected = golden(".npy");
    const at::Tensor got = core::Lpips(config, parameters)(a, b);
    const double error = ((got - expected).abs() / expected.abs()).max().item<double>();
    QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
    const at::Tensor shift = at::tensor({-.030F, -.088F, -.188F}).view({3, 1, 1});
    const at::Tensor scale = at::tensor({.458F, .448F, .450F}).view({3, 1, 1});
    const at::Tensor deepest = core::Vgg(config, parameters)((a - shift) / scale).back();
    QVERIFY(largestError(deepest, golden(".deepest.npy")) < 1e-4);
}

void PerceptualTest::verdictsAreThoseOfTheReference()
{
    const json description = currentCase();
    const core::PatchGan gan({3, description.at("width"), description.at("depth")},
                             core::Parameters(countedSource()));
    const at::Tensor got = gan(countedInput("picture", description.at("shape"), 1));
    const at::Tensor expected = golden(".npy");
    QVERIFY(got.sizes() == expected.sizes());
    QVERIFY(largestError(got, expected) < 1e-4);
}

void PerceptualTest::vgg16AsksForTorchvisionsKeys()
{
    std::vector<std::string> keys;
    std::int64_t numbers = 0;
    const core::TensorSource source = [&](const std::string& key,
                                          const std::vector<std::int64_t>& shape) {
        keys.push_back(key);
        const at::Tensor tensor = at::empty(shape, at::TensorOptions().device(at::kMeta));
        numbers += tensor.numel();
        return tensor;
    };
    const core::Vgg vgg({}, core::Parameters(source, at::kFloat, at::kMeta));
    QCOMPARE(keys.size(), 26U);
    QCOMPARE(keys.front(), "features.0.weight");
    QCOMPARE(keys.back(), "features.28.bias");
    QCOMPARE(numbers, 14714688);
}

void PerceptualTest::aPictureIsAtNoDistanceFromItself()
{
    const at::Tensor picture = countedInput("picture", {1, 3, 20, 24}, 1);
    const core::Lpips lpips(kSmall, core::Parameters(countedSource()));
    QCOMPARE(lpips(picture, picture).item<double>(), 0.0);
}

void PerceptualTest::aDistanceHasTheGradientOfFiniteDifferences()
{
    const core::Lpips lpips(kSmall, core::Parameters(countedSource()));
    const at::Tensor truth = countedInput("truth", {2, 3, 16, 16}, 1);
    verifyAlike(slopes([&](const at::Tensor& guess) { return lpips(guess, truth); },
                       countedInput("guess", {2, 3, 16, 16}, 1)));
}

void PerceptualTest::aVerdictHasTheGradientOfFiniteDifferences()
{
    const core::PatchGan gan({3, 4, 2}, core::Parameters(countedSource()));
    verifyAlike(slopes([&](const at::Tensor& picture) { return gan(picture); },
                       countedInput("picture", {2, 3, 16, 16}, 1)));
}

QTEST_GUILESS_MAIN(PerceptualTest)
#include "perceptualtest.moc"
