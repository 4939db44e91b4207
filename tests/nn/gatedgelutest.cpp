// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/nn/gatedgelu.h"

#include <QTest>

using namespace enogu;

namespace {

at::Tensor plain(const at::Tensor& x)
{
    const auto parts = x.chunk(2, -1);
    return parts[0] * at::gelu(parts[1]);
}

/// The result and the gradient by x, of a loss that weighs the results by `weights`.
std::pair<at::Tensor, at::Tensor> answers(at::Tensor (*gate)(const at::Tensor&),
                                          const at::Tensor& x, const at::Tensor& weights)
{
    const at::Tensor leaf = x.detach().requires_grad_();
    const at::Tensor y = gate(leaf);
    y.backward(weights);
    return {y.detach(), leaf.grad()};
}

double largestError(const at::Tensor& answer, const at::Tensor& exact)
{
    return ((answer.to(at::kDouble) - exact).abs().max() / exact.abs().max()).item<double>();
}

double meanSquare(const at::Tensor& answer, const at::Tensor& exact)
{
    return (answer.to(at::kDouble) - exact).square().mean().item<double>();
}

} // namespace

/// The gate of feed-forwards beside the library's operations.
class GatedGeluTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsTheLibrarys_data();
    void itIsTheLibrarys();
    void extremesStayFinite();
};

void GatedGeluTest::itIsTheLibrarys_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("size");
    QTest::newRow("tokens") << std::vector<std::int64_t>{3, 20, 96};
    QTest::newRow("odd width") << std::vector<std::int64_t>{7, 2, 38};
    QTest::newRow("one value") << std::vector<std::int64_t>{1, 2};
    QTest::newRow("many") << std::vector<std::int64_t>{4096, 64};
}

void GatedGeluTest::itIsTheLibrarys()
{
    QFETCH(std::vector<std::int64_t>, size);
    at::manual_seed(1);
    const at::Tensor x = 3 * at::randn(size, at::kDouble);
    std::vector<std::int64_t> half = size;
    half.back() /= 2;
    const at::Tensor weights = at::randn(half, at::kDouble);
    const auto exact = answers(plain, x, weights);
    const auto found = answers(core::gatedGelu, x.to(at::kFloat), weights.to(at::kFloat));
    QVERIFY(largestError(found.first, exact.first) < 2e-6);
    QVERIFY(largestError(found.second, exact.second) < 2e-6);

    const at::Tensor brief = x.to(at::kBFloat16), briefWeights = weights.to(at::kBFloat16);
    const auto truth = answers(plain, brief.to(at::kDouble), briefWeights.to(at::kDouble));
    const auto library = answers(plain, brief, briefWeights);
    const auto ours = answers(core::gatedGelu, brief, briefWeights);
    QVERIFY(meanSquare(ours.first, truth.first) <= 1.05 * meanSquare(library.first, truth.first));
    QVERIFY(meanSquare(ours.second, truth.second) <=
            1.05 * meanSquare(library.second, truth.second));
}

void GatedGeluTest::extremesStayFinite()
{
    const at::Tensor x =
        at::tensor({1.F, 1.F, 1.F, 0.F, -300.F, 1e4F, 2.F, 2.F, 2.F, -1e6F, 9.F, 0.F}).view({2, 6});
    const at::Tensor ones = at::ones({2, 3});
    const auto [result, gradient] = answers(core::gatedGelu, x, ones);
    QVERIFY(result.isfinite().all().item<bool>());
    QVERIFY(gradient.isfinite().all().item<bool>());
    QCOMPARE(result[0][2].item<float>(), 1e4F);
}

QTEST_GUILESS_MAIN(GatedGeluTest)
#include "gatedgelutest.moc"
