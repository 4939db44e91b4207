// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "tests/models/counted.h"
#include "tests/models/diffusioncases.h"

#include <QTest>

#include <filesystem>
#include <fstream>

using namespace enogu::tests;

namespace {

void addCases()
{
    QTest::addColumn<QString>("name");
    for (const std::string& name : DiffusionCase::names())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

nlohmann::json pitfalls()
{
    std::ifstream file(std::filesystem::path(ENOGU_SOURCE_DIR) /
                       "tests/golden/diffusion/networks/pitfalls.json");
    return nlohmann::json::parse(file);
}

} // namespace

/// The networks of latent diffusion, and their blocks, against the reference.
class DiffusionParityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outputEqualsTheReference_data() { addCases(); }
    void outputEqualsTheReference();
    void withGradientsItIsTheSame_data() { addCases(); }
    void withGradientsItIsTheSame();
    void everyKnownMistakeWouldBeNoticed();
    void bfloat16StaysNear_data() { addCases(); }
    void bfloat16StaysNear();
};

void DiffusionParityTest::outputEqualsTheReference()
{
    const c10::InferenceMode inference;
    QFETCH(QString, name);
    const DiffusionCase golden = DiffusionCase::read(name.toStdString());
    const at::Tensor output = golden.run();
    QVERIFY(output.sizes() == golden.golden.sizes());
    const double error = largestError(output, golden.golden);
    QVERIFY2(error <= 1e-4, qPrintable(QString::number(error)));
}

void DiffusionParityTest::withGradientsItIsTheSame()
{
    QFETCH(QString, name);
    const DiffusionCase golden = DiffusionCase::read(name.toStdString());
    const double error = largestError(golden.run(), golden.golden);
    QVERIFY2(error <= 1e-4, qPrintable(QString::number(error)));
}

void DiffusionParityTest::everyKnownMistakeWouldBeNoticed()
{
    const nlohmann::json all = pitfalls();
    QVERIFY(!all.empty());
    for (const auto& [name, mistakes] : all.items()) {
        const at::Tensor golden = DiffusionCase::read(name).golden.flatten();
        for (const auto& mistake : mistakes) {
            double largest = 0;
            for (const auto& sample : mistake.at("samples")) {
                const double right = golden[sample[0].get<std::int64_t>()].item<double>();
                const double gap = std::abs(right - sample[1].get<double>());
                largest = std::max(largest, gap / std::max(1.0, std::abs(right)));
            }
            QVERIFY2(largest > 1e-4, name.c_str());
        }
    }
}

void DiffusionParityTest::bfloat16StaysNear()
{
    const c10::InferenceMode inference;
    QFETCH(QString, name);
    const DiffusionCase golden = DiffusionCase::read(name.toStdString());
    const at::Tensor gap = (golden.run(at::kBFloat16) - golden.golden).abs();
    const double share = gap.mean().item<double>() / golden.golden.abs().mean().item<double>();
    QVERIFY2(share <= 0.1, qPrintable(QString::number(share)));
}

QTEST_GUILESS_MAIN(DiffusionParityTest)
#include "diffusionparitytest.moc"
