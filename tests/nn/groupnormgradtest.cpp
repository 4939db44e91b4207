// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include "engine/nn/groupnormgrad.h"

#include <QTest>

#include <cmath>

using namespace enogu;

namespace {

/// Sizes of x, and of the addend's batch (0: none).
struct Case
{
    std::vector<std::int64_t> size;
    std::int64_t groups = 1, addends = 0;
    bool silu = true;
};

/// x, weight, bias, addend (perhaps undefined), and the gradient by the result.
using Tensors = std::vector<at::Tensor>;

Tensors drawn(const Case& c, double mean = 1)
{
    at::manual_seed(1);
    const std::int64_t channels = c.size[1];
    const at::Tensor x = at::randn(c.size) + mean * at::randn({1, channels, 1, 1});
    at::Tensor addend;
    if (c.addends > 0)
        addend = at::randn({c.addends, channels, 1, 1});
    return {x.contiguous(at::MemoryFormat::ChannelsLast), at::randn({channels}) + 1,
            at::randn({channels}), addend, at::randn(c.size)};
}

Tensors in(const Tensors& tensors, at::ScalarType dtype)
{
    Tensors converted;
    for (const at::Tensor& tensor : tensors)
        converted.push_back(tensor.defined() ? tensor.to(dtype) : tensor);
    return converted;
}

at::Tensor ours(const Tensors& t, const Case& c)
{
    return core::trainedGroupNorm(t[0], {t[1], t[2], c.groups, 1e-5}, {t[3], c.silu});
}

at::Tensor library(const Tensors& t, const Case& c)
{
    const at::Tensor x = (t[3].defined() ? t[0] + t[3] : t[0]).contiguous();
    const at::Tensor y = at::group_norm(x, c.groups, t[1], t[2], 1e-5);
    return c.silu ? at::silu(y) : y;
}

/// The result, and the gradients by x, weight, bias and addend.
Tensors answers(at::Tensor (*norm)(const Tensors&, const Case&), const Tensors& in, const Case& c)
{
    Tensors leaves;
    for (std::size_t i = 0; i < 4; ++i)
        leaves.push_back(in[i].defined() ? in[i].detach().requires_grad_() : in[i]);
    const at::Tensor y = norm(leaves, c);
    y.backward(in[4]);
    Tensors all{y.detach()};
    for (const at::Tensor& leaf : leaves)
        if (leaf.defined())
            all.push_back(leaf.grad());
    return all;
}

double largest(const at::Tensor& x)
{
    return x.abs().max().item<double>();
}

double meanSquare(const at::Tensor& answer, const at::Tensor& exact)
{
    return (answer.to(at::kDouble) - exact).square().mean().item<double>();
}

void addCases()
{
    QTest::addColumn<Case>("shape");
    QTest::newRow("level of a UNet") << Case{{3, 48, 16, 16}, 16};
    QTest::newRow("joined") << Case{{2, 144, 8, 8}, 16};
    QTest::newRow("224 channels") << Case{{2, 224, 4, 4}, 16};
    QTest::newRow("many pixels") << Case{{1, 32, 40, 33}, 16};
    QTest::newRow("time of each") << Case{{3, 48, 6, 5}, 16, 3};
    QTest::newRow("time of all") << Case{{3, 48, 6, 5}, 16, 1};
    QTest::newRow("no activation") << Case{{2, 96, 7, 9}, 16, 0, false};
    QTest::newRow("time, no activation") << Case{{2, 96, 7, 9}, 16, 2, false};
    QTest::newRow("one group of 12") << Case{{2, 12, 3, 3}, 1};
    QTest::newRow("groups of 1") << Case{{2, 13, 5, 3}, 13};
    QTest::newRow("groups of 7") << Case{{4, 70, 9, 3}, 10, 4};
    QTest::newRow("one pixel") << Case{{5, 36, 1, 1}, 4};
    QTest::newRow("one value") << Case{{1, 4, 1, 2}, 2};
}

} // namespace

Q_DECLARE_METATYPE(Case)

/// The norm for training beside the library's.
class GroupNormGradTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void float32IsTheLibrarys_data() { addCases(); }
    void float32IsTheLibrarys();
    void theErrorOfBfloat16IsNotLargerThanTheLibrarys_data() { addCases(); }
    void theErrorOfBfloat16IsNotLargerThanTheLibrarys();
    void aLossRisesAsItsGradientSays();
    void anInputThatNeedsNoGradientIsNoTrap();
    void threadsDoNotMatter();
    void hugeValuesStayFinite();
    void otherTensorsAreLeftToTheLibrary();
};

void GroupNormGradTest::init()
{
    const Tensors t = drawn({{1, 4, 1, 2}, 2});
    if (!core::suitsTrainedGroupNorm(t[0].detach().requires_grad_(), {t[1], t[2], 2, 1e-5}))
        QSKIP("this CPU lacks AVX512_BF16");
}

void GroupNormGradTest::float32IsTheLibrarys()
{
    QFETCH(Case, shape);
    const Tensors t = drawn(shape);
    const Tensors exact = answers(library, in(t, at::kDouble), shape);
    const Tensors found = answers(ours, t, shape);
    QCOMPARE(found.size(), exact.size());
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const double error = largest(found[i].to(at::kDouble) - exact[i]);
        QVERIFY2(error <= 1e-5 * largest(exact[i]) + 1e-6,
                 qPrintable(QString::number(i) + QLatin1Char(' ') + QString::number(error)));
    }
}

void GroupNormGradTest::theErrorOfBfloat16IsNotLargerThanTheLibrarys()
{
    QFETCH(Case, shape);
    const Tensors t = in(drawn(shape), at::kBFloat16);
    const Tensors exact = answers(library, in(t, at::kDouble), shape);
    const Tensors theirs = answers(library, t, shape);
    const Tensors found = answers(ours, t, shape);
    for (std::size_t i = 0; i < exact.size(); ++i) {
        QCOMPARE(found[i].scalar_type(), at::kBFloat16);
        const double error = meanSquare(found[i], exact[i]),
                     bound = meanSquare(theirs[i], exact[i]);
        QVERIFY2(error <= 1.05 * bound + 1e-12,
                 qPrintable(QString::number(i) + QLatin1Char(' ') + QString::number(error) +
                            QLatin1Char(' ') + QString::number(bound)));
    }
}

void GroupNormGradTest::aLossRisesAsItsGradientSays()
{
    const Case shape{{2, 24, 5, 4}, 4, 2};
    const Tensors t = drawn(shape);
    const Tensors gradients = answers(ours, t, shape);
    for (std::size_t i = 0; i < 4; ++i) {
        const double step = 1e-2 / gradients[i + 1].norm().item<double>();
        const auto moved = [&](double by) {
            Tensors there = t;
            there[i] = t[i] + by * gradients[i + 1];
            there[0] = there[0].detach().requires_grad_();
            return (ours(there, shape) * t[4]).sum().item<double>();
        };
        const double rise = (moved(step) - moved(-step)) / (2 * step);
        const double slope = gradients[i + 1].square().sum().item<double>();
        QVERIFY(std::abs(rise - slope) < 0.01 * slope);
    }
}

void GroupNormGradTest::anInputThatNeedsNoGradientIsNoTrap()
{
    const Case shape{{2, 24, 5, 4}, 4};
    const Tensors t = drawn(shape);
    const Tensors expected = answers(ours, t, shape);
    Tensors leaves = t;
    leaves[1] = t[1].detach().requires_grad_();
    ours(leaves, shape).backward(t[4]);
    QVERIFY(at::equal(leaves[1].grad(), expected[2]));
    QVERIFY(!leaves[0].grad().defined());
}

void GroupNormGradTest::threadsDoNotMatter()
{
    const Case shape{{5, 48, 12, 12}, 16, 5};
    const Tensors t = in(drawn(shape), at::kBFloat16);
    const Tensors expected = answers(ours, t, shape);
    const int threads = at::get_num_threads();
    at::set_num_threads(threads == 1 ? 2 : 1);
    const Tensors others = answers(ours, t, shape);
    at::set_num_threads(threads);
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(at::equal(others[i], expected[i]));
}

void GroupNormGradTest::hugeValuesStayFinite()
{
    const Case shape{{2, 16, 6, 6}, 4};
    Tensors t = drawn(shape);
    t[1] = t[1] * 1e4;
    t[2] = t[2] * 1e4;
    for (const at::Tensor& answer : answers(ours, in(t, at::kBFloat16), shape))
        QVERIFY(answer.isfinite().all().item<bool>());
}

void GroupNormGradTest::otherTensorsAreLeftToTheLibrary()
{
    const Tensors t = drawn({{2, 8, 4, 4}, 2});
    const at::Tensor leaf = t[1].detach().requires_grad_();
    QVERIFY(core::suitsTrainedGroupNorm(t[0], {leaf, t[2], 2, 1e-5}));
    QVERIFY(!core::suitsTrainedGroupNorm(t[0], {t[1], t[2], 2, 1e-5}));
    QVERIFY(!core::suitsTrainedGroupNorm(t[0].to(at::kDouble), {leaf, t[2], 2, 1e-5}));
    QVERIFY(!core::suitsTrainedGroupNorm(t[0][0], {leaf, t[2], 2, 1e-5}));
    const c10::NoGradGuard guard;
    QVERIFY(!core::suitsTrainedGroupNorm(t[0], {leaf, t[2], 2, 1e-5}));
}

QTEST_GUILESS_MAIN(GroupNormGradTest)
#include "groupnormgradtest.moc"
