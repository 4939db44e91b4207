// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/nn/doubledconv.h"

#include <QTest>

using namespace enogu;

namespace {

/// x, weight, bias (perhaps undefined) and the gradient by the result.
using Tensors = std::vector<at::Tensor>;

Tensors drawn(const std::vector<std::int64_t>& size, std::int64_t out, bool bias)
{
    at::manual_seed(1);
    return {at::randn(size), at::randn({out, size[1], 3, 3}),
            bias ? at::randn({out}) : at::Tensor(),
            at::randn({size[0], out, 2 * size[2], 2 * size[3]})};
}

at::Tensor plain(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    const std::int64_t size[] = {2 * x.size(2), 2 * x.size(3)};
    return at::conv2d(at::upsample_nearest2d(x, size), weight, bias, {1, 1}, {1, 1});
}

/// The result, and the gradients by x, weight and bias.
template <typename Conv>
Tensors answers(const Conv& conv, const Tensors& in, at::ScalarType dtype)
{
    Tensors leaves;
    for (std::size_t i = 0; i < 3; ++i)
        leaves.push_back(in[i].defined() ? in[i].to(dtype).detach().requires_grad_() : in[i]);
    const at::Tensor y = conv(leaves[0], leaves[1], leaves[2]);
    y.backward(in[3].to(dtype));
    Tensors all{y.detach()};
    for (const at::Tensor& leaf : leaves)
        if (leaf.defined())
            all.push_back(leaf.grad());
    return all;
}

double errorOf(const at::Tensor& answer, const at::Tensor& exact)
{
    return ((answer.to(at::kDouble) - exact).norm() / exact.norm()).item<double>();
}

} // namespace

/// The convolution of doubled pictures beside doubling and convolving.
class DoubledConvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsDoublingAndConvolving_data();
    void itIsDoublingAndConvolving();
};

void DoubledConvTest::itIsDoublingAndConvolving_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("size");
    QTest::addColumn<int>("out");
    QTest::addColumn<bool>("bias");
    QTest::newRow("square") << std::vector<std::int64_t>{2, 16, 8, 8} << 16 << true;
    QTest::newRow("wide, other channels") << std::vector<std::int64_t>{3, 5, 4, 7} << 3 << true;
    QTest::newRow("no bias") << std::vector<std::int64_t>{1, 8, 6, 3} << 12 << false;
    QTest::newRow("one pixel") << std::vector<std::int64_t>{2, 4, 1, 1} << 4 << true;
    QTest::newRow("one channel") << std::vector<std::int64_t>{1, 1, 3, 2} << 1 << true;
}

void DoubledConvTest::itIsDoublingAndConvolving()
{
    QFETCH(std::vector<std::int64_t>, size);
    QFETCH(int, out);
    QFETCH(bool, bias);
    const Tensors in = drawn(size, out, bias);
    const Tensors exact = answers(plain, in, at::kDouble);
    const Tensors found = answers(core::doubledConv, in, at::kFloat);
    Tensors brief;
    for (const at::Tensor& x : in)
        brief.push_back(x.defined() ? x.to(at::kBFloat16) : x);
    const Tensors truth = answers(plain, brief, at::kDouble);
    const Tensors rounded = answers(core::doubledConv, brief, at::kBFloat16);
    QCOMPARE(found.size(), exact.size());
    for (std::size_t i = 0; i < exact.size(); ++i) {
        QCOMPARE(found[i].sizes().vec(), exact[i].sizes().vec());
        QVERIFY2(errorOf(found[i], exact[i]) < 1e-6,
                 qPrintable(QString::number(i) + QLatin1Char(' ') +
                            QString::number(errorOf(found[i], exact[i]))));
        QVERIFY2(errorOf(rounded[i], truth[i]) < 1e-2,
                 qPrintable(QString::number(errorOf(rounded[i], truth[i]))));
    }
}

QTEST_GUILESS_MAIN(DoubledConvTest)
#include "doubledconvtest.moc"
