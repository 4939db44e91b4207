// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "engine/nn/attentiongrad.h"

#include <QTest>

#include <cmath>

using namespace enogu;

namespace {

struct Case
{
    std::int64_t batch, queries, keys, heads, width;
    bool causal = false;
};

/// q, k, v and the gradient by the result.
using Tensors = std::vector<at::Tensor>;

Tensors drawn(const Case& c, at::ScalarType dtype)
{
    at::manual_seed(1);
    const auto rows = [&](std::int64_t count) {
        return at::randn({c.batch, count, c.heads * c.width}).to(dtype);
    };
    return {rows(c.queries), rows(c.keys), rows(c.keys), rows(c.queries)};
}

at::Tensor ours(const Tensors& t, const Case& c)
{
    return core::trainedAttention(t[0], t[1], t[2], c.heads,
                                  c.causal ? core::AttentionMask::Causal
                                           : core::AttentionMask::None);
}

at::Tensor library(const Tensors& t, const Case& c)
{
    const auto heads = [&](const at::Tensor& x) {
        return x.view({x.size(0), x.size(1), c.heads, c.width}).transpose(1, 2);
    };
    const at::Tensor y =
        at::scaled_dot_product_attention(heads(t[0]), heads(t[1]), heads(t[2]), {}, 0, c.causal);
    return y.transpose(1, 2).reshape(t[0].sizes());
}

/// The result and the gradients by q, k and v.
Tensors answers(at::Tensor (*attention)(const Tensors&, const Case&), const Tensors& in,
                const Case& c)
{
    Tensors leaves;
    for (std::size_t i = 0; i < 3; ++i)
        leaves.push_back(in[i].detach().requires_grad_());
    const at::Tensor y = attention(leaves, c);
    y.backward(in[3]);
    return {y.detach(), leaves[0].grad(), leaves[1].grad(), leaves[2].grad()};
}

Tensors exactAnswers(const Tensors& in, const Case& c)
{
    Tensors wide;
    for (const at::Tensor& x : in)
        wide.push_back(x.to(at::kDouble));
    return answers(library, wide, c);
}

double largest(const at::Tensor& x)
{
    return x.abs().max().item<double>();
}

void addCases()
{
    QTest::addColumn<Case>("shape");
    QTest::newRow("64 tokens") << Case{4, 64, 64, 4, 24};
    QTest::newRow("16 tokens") << Case{4, 16, 16, 4, 32};
    QTest::newRow("256 tokens") << Case{2, 256, 256, 2, 24};
    QTest::newRow("text") << Case{3, 64, 24, 4, 24};
    QTest::newRow("words") << Case{3, 24, 24, 4, 32, true};
    QTest::newRow("odd words") << Case{2, 17, 17, 1, 5, true};
    QTest::newRow("odd") << Case{1, 5, 37, 3, 7};
    QTest::newRow("one token") << Case{2, 1, 1, 2, 8};
    QTest::newRow("one head") << Case{2, 64, 64, 1, 128};
}

} // namespace

Q_DECLARE_METATYPE(Case)

/// The attention for training beside the library's.
class AttentionGradTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void float32IsTheLibrarys_data() { addCases(); }
    void float32IsTheLibrarys();
    void bfloat16IsAsGoodAsItsRounding_data() { addCases(); }
    void bfloat16IsAsGoodAsItsRounding();
    void oneTextServesEveryRow();
    void largeLogitsStayFinite();
    void otherTensorsAreLeftToTheLibrary();
};

void AttentionGradTest::init()
{
    const at::Tensor one = at::ones({1, 1, 8}).requires_grad_();
    if (!core::suitsTrainedAttention(one, one, one, 1))
        QSKIP("this CPU lacks AVX512_BF16");
}

void AttentionGradTest::float32IsTheLibrarys()
{
    QFETCH(Case, shape);
    const Tensors in = drawn(shape, at::kFloat);
    const Tensors exact = exactAnswers(in, shape), found = answers(ours, in, shape);
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const double error = largest(found[i].to(at::kDouble) - exact[i]);
        QVERIFY2(error <= 1e-5 * largest(exact[i]) + 1e-6,
                 qPrintable(QString::number(i) + QLatin1Char(' ') + QString::number(error)));
    }
}

void AttentionGradTest::bfloat16IsAsGoodAsItsRounding()
{
    QFETCH(Case, shape);
    const Tensors in = drawn(shape, at::kBFloat16);
    const Tensors exact = exactAnswers(in, shape), found = answers(ours, in, shape);
    for (std::size_t i = 0; i < exact.size(); ++i) {
        QCOMPARE(found[i].scalar_type(), at::kBFloat16);
        const double error = (found[i].to(at::kDouble) - exact[i]).norm().item<double>();
        const double size = exact[i].norm().item<double>();
        QVERIFY2(error <= 0.01 * size + 1e-6, qPrintable(QString::number(error / size)));
    }
}

void AttentionGradTest::oneTextServesEveryRow()
{
    const Case shape{3, 10, 6, 2, 8};
    Tensors in = drawn(shape, at::kFloat);
    const at::Tensor k = in[1].narrow(0, 0, 1).clone(), v = in[2].narrow(0, 0, 1).clone();
    in[1] = k.repeat({3, 1, 1});
    in[2] = v.repeat({3, 1, 1});
    const Tensors expected = answers(ours, in, shape);
    in[1] = k;
    in[2] = v;
    const Tensors found = answers(ours, in, shape);
    QVERIFY(at::allclose(found[0], expected[0]));
    QVERIFY(at::allclose(found[2], expected[2].sum(0, true), 1e-4, 1e-5));
    QVERIFY(at::allclose(found[3], expected[3].sum(0, true), 1e-4, 1e-5));
}

void AttentionGradTest::largeLogitsStayFinite()
{
    const Case shape{2, 16, 16, 2, 8};
    Tensors in = drawn(shape, at::kBFloat16);
    in[0] = in[0] * 1e4;
    for (const at::Tensor& answer : answers(ours, in, shape))
        QVERIFY(answer.isfinite().all().item<bool>());
}

void AttentionGradTest::otherTensorsAreLeftToTheLibrary()
{
    const at::Tensor plain = at::ones({1, 4, 8});
    const at::Tensor leaf = at::ones({1, 4, 8}).requires_grad_();
    QVERIFY(core::suitsTrainedAttention(leaf, plain, plain, 2));
    QVERIFY(core::suitsTrainedAttention(plain, plain, leaf, 2));
    QVERIFY(!core::suitsTrainedAttention(plain, plain, plain, 2));
    QVERIFY(!core::suitsTrainedAttention(leaf.to(at::kDouble), plain, plain, 2));
    const c10::NoGradGuard guard;
    QVERIFY(!core::suitsTrainedAttention(leaf, leaf, leaf, 2));
}

QTEST_GUILESS_MAIN(AttentionGradTest)
#include "attentiongradtest.moc"
