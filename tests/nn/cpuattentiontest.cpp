// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "engine/nn/cpuattention.h"

#include <QTest>

#include <cmath>

using namespace enogu;

namespace {

constexpr int kDraws = 10;

struct Input
{
    at::Tensor q, k, v;
    double scale = 1;
};

/// `spread` makes logits large, `offset` gives the values a mean.
Input drawn(const std::vector<int>& s, double spread, double offset, int seed)
{
    at::manual_seed(std::uint64_t(seed));
    const auto normal = [&](int rows) { return at::randn({s[0], s[1], rows, s[4]}); };
    const at::Tensor q = normal(s[2]) * spread, k = normal(s[3]), v = normal(s[3]) + offset;
    return {q.to(at::kBFloat16), k.to(at::kBFloat16), v.to(at::kBFloat16), 1 / std::sqrt(s[4])};
}

at::Tensor exactAnswer(const Input& in)
{
    const at::Tensor logits = in.q.to(at::kDouble).matmul(in.k.to(at::kDouble).mT()) * in.scale;
    return logits.softmax(-1).matmul(in.v.to(at::kDouble));
}

at::Tensor libraryAnswer(const Input& in)
{
    return at::scaled_dot_product_attention(in.q, in.k, in.v, {}, 0, false, in.scale);
}

at::Tensor ourAnswer(const Input& in)
{
    return core::cpuAttention(in.q, in.k, in.v, in.scale);
}

struct Errors
{
    double largest = 0, square = 0;

    void add(const at::Tensor& answer, const at::Tensor& exact)
    {
        const at::Tensor error = (answer.to(at::kDouble) - exact).abs();
        largest += error.max().item<double>();
        square += error.square().mean().item<double>();
    }
};

bool isEqual(const at::Tensor& a, const at::Tensor& b)
{
    return at::equal(a.contiguous(), b.contiguous());
}

} // namespace

/// The blocked attention beside the library's own.
class CpuAttentionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theErrorIsNotLargerThanTheLibrarys_data();
    void theErrorIsNotLargerThanTheLibrarys();
    void everySmallSizeIsRight();
    void strideAndBatchesDoNotMatter();
    void hugeLogitsChooseOneKey();
    void equalKeysGiveTheMeanOfTheValues();
    void aNotANumberStaysOne();
    void threadsAndSlicesDoNotMatter();
    void aCheckpointStopsIt();
    void otherTensorsAreLeftToTheLibrary();

private:
    c10::InferenceMode m_inference;
};

void CpuAttentionTest::init()
{
    const at::Tensor one = at::ones({1, 1, 1, 8}, at::kBFloat16);
    if (!core::suitsCpuAttention(one, one, one, 1))
        QSKIP("this CPU lacks AVX512_BF16");
}

void CpuAttentionTest::theErrorIsNotLargerThanTheLibrarys_data()
{
    QTest::addColumn<std::vector<int>>("sizes"); // batch, heads, queries, keys, channels
    QTest::addColumn<double>("spread");
    QTest::addColumn<double>("offset");
    QTest::newRow("width 40") << std::vector{1, 4, 256, 512, 40} << 1.0 << 0.0;
    QTest::newRow("width 64") << std::vector{1, 4, 256, 300, 64} << 1.0 << 0.0;
    QTest::newRow("width 80") << std::vector{1, 4, 256, 1024, 80} << 1.0 << 0.0;
    QTest::newRow("width 128") << std::vector{1, 4, 200, 256, 128} << 1.0 << 0.0;
    QTest::newRow("width 160") << std::vector{1, 4, 256, 256, 160} << 1.0 << 0.0;
    QTest::newRow("text") << std::vector{2, 4, 256, 77, 40} << 1.0 << 0.0;
    QTest::newRow("text, width 64") << std::vector{2, 4, 256, 77, 64} << 1.0 << 0.0;
    QTest::newRow("values with a mean") << std::vector{2, 4, 256, 77, 40} << 1.0 << 3.0;
    QTest::newRow("large logits") << std::vector{2, 4, 256, 300, 64} << 10.0 << 0.0;
    QTest::newRow("one key rules") << std::vector{2, 4, 256, 300, 40} << 100.0 << 0.0;
    QTest::newRow("small") << std::vector{2, 4, 64, 5, 8} << 1.0 << 0.0;
    QTest::newRow("odd width") << std::vector{2, 4, 100, 129, 13} << 1.0 << 0.0;
}

void CpuAttentionTest::theErrorIsNotLargerThanTheLibrarys()
{
    QFETCH(std::vector<int>, sizes);
    QFETCH(double, spread);
    QFETCH(double, offset);
    Errors ours, library;
    for (int seed = 0; seed < kDraws; ++seed) {
        const Input in = drawn(sizes, spread, offset, seed);
        const at::Tensor exact = exactAnswer(in);
        ours.add(ourAnswer(in), exact);
        library.add(libraryAnswer(in), exact);
    }
    qInfo("root mean square %.4f, largest %.4f of the library's",
          std::sqrt(ours.square / library.square), ours.largest / library.largest);
    QVERIFY(ours.square <= library.square);
    QVERIFY(ours.largest <= 1.05 * library.largest); // means of what chance makes of one rounding
}

void CpuAttentionTest::everySmallSizeIsRight()
{
    for (const int channels : {1, 2, 8, 15, 16, 17, 31, 33, 40, 161})
        for (const int queries : {1, 15, 17, 63, 64, 65})
            for (const int keys : {1, 2, 3, 5, 6, 127, 128, 129, 259}) {
                const Input in = drawn({1, 2, queries, keys, channels}, 1, 0, keys);
                const double error =
                    (ourAnswer(in).to(at::kDouble) - exactAnswer(in)).abs().max().item<double>();
                QVERIFY2(error < 0.02, qPrintable(QStringLiteral("%1 × %2 × %3: %4")
                                                      .arg(queries)
                                                      .arg(keys)
                                                      .arg(channels)
                                                      .arg(error)));
            }
}

void CpuAttentionTest::strideAndBatchesDoNotMatter()
{
    const Input in = drawn({3, 5, 70, 77, 40}, 1, 0, 1);
    const at::Tensor expected = ourAnswer(in);
    const auto packed = at::cat({in.q, in.k.narrow(2, 0, 70), in.v.narrow(2, 0, 70)}, 3)
                            .transpose(1, 2)
                            .contiguous()
                            .transpose(1, 2);
    const auto part = [&](int i) { return packed.narrow(3, 40L * i, 40); };
    const Input views{part(0), part(1), part(2), in.scale};
    QVERIFY(isEqual(ourAnswer(views), ourAnswer({in.q, in.k.narrow(2, 0, 70).contiguous(),
                                                 in.v.narrow(2, 0, 70).contiguous(), in.scale})));
    const Input shared{in.q, in.k.narrow(0, 1, 1).expand_as(in.k),
                       in.v.narrow(0, 1, 1).expand_as(in.v), in.scale};
    QVERIFY(isEqual(ourAnswer(shared)[1], expected[1]));
    QVERIFY(expected.transpose(1, 2).is_contiguous());
}

void CpuAttentionTest::hugeLogitsChooseOneKey()
{
    Input in = drawn({1, 1, 70, 300, 40}, 1, 0, 2);
    in.k.zero_();
    in.q.fill_(1e15);
    in.k[0][0][207].fill_(1e15);
    in.k[0][0][3].fill_(-1e15);
    QVERIFY(isEqual(ourAnswer(in), in.v.narrow(2, 207, 1).expand_as(in.q)));
    in.q.neg_();
    QVERIFY(isEqual(ourAnswer(in), in.v.narrow(2, 3, 1).expand_as(in.q)));
}

void CpuAttentionTest::equalKeysGiveTheMeanOfTheValues()
{
    Input in = drawn({1, 2, 3, 256, 40}, 1, 0, 3);
    in.k.copy_(in.k.narrow(2, 0, 1).expand_as(in.k).clone());
    in.v.copy_((in.v.to(at::kFloat) * 16).round()); // exact sums
    QVERIFY(isEqual(ourAnswer(in),
                    in.v.to(at::kDouble).mean(2, true).to(at::kBFloat16).expand_as(in.q)));
}

void CpuAttentionTest::aNotANumberStaysOne()
{
    const Input in = drawn({1, 2, 20, 30, 40}, 1, 0, 4);
    in.q[0][1][7][39] = NAN;
    const at::Tensor wrong = ourAnswer(in).isnan();
    QCOMPARE(wrong.sum().item<int>(), 40);
    QVERIFY(wrong[0][1][7].all().item<bool>());
    in.k[0][0][29][0] = NAN;
    QVERIFY(ourAnswer(in)[0][0].isnan().all().item<bool>());
}

void CpuAttentionTest::threadsAndSlicesDoNotMatter()
{
    const Input in = drawn({2, 3, 1000, 500, 40}, 1, 0, 5);
    const at::Tensor expected = ourAnswer(in);
    const int threads = at::get_num_threads();
    at::set_num_threads(1);
    const at::Tensor alone = ourAnswer(in);
    at::set_num_threads(threads);
    QVERIFY(isEqual(alone, expected));
    int slices = 0;
    QVERIFY(isEqual(core::cpuAttention(in.q, in.k, in.v, in.scale, [&] { ++slices; }), expected));
    QVERIFY(slices > 0);
    const Input first{in.q.narrow(2, 0, 100), in.k, in.v, in.scale};
    QVERIFY(isEqual(ourAnswer(first), expected.narrow(2, 0, 100)));
}

void CpuAttentionTest::aCheckpointStopsIt()
{
    const Input in = drawn({1, 2, 10, 10, 8}, 1, 0, 6);
    const auto stop = [] { throw std::runtime_error("stop"); };
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                             core::cpuAttention(in.q, in.k, in.v, in.scale, stop));
}

void CpuAttentionTest::otherTensorsAreLeftToTheLibrary()
{
    const Input in = drawn({1, 2, 10, 12, 8}, 1, 0, 7);
    QVERIFY(core::suitsCpuAttention(in.q, in.k, in.v, 1));
    QVERIFY(
        !core::suitsCpuAttention(in.q.to(at::kFloat), in.k.to(at::kFloat), in.v.to(at::kFloat), 1));
    QVERIFY(!core::suitsCpuAttention(in.q, in.k, in.v, -1));
    QVERIFY(!core::suitsCpuAttention(in.q, in.k.narrow(2, 0, 0), in.v.narrow(2, 0, 0), 1));
    QVERIFY(!core::suitsCpuAttention(in.q, in.k, in.v.narrow(2, 0, 5), 1));
    const at::Tensor many = in.k.narrow(2, 0, 1).expand({1, 2, (1 << 20) + 1, 8});
    QVERIFY(!core::suitsCpuAttention(in.q, many, many, 1));
    QVERIFY(!core::suitsCpuAttention(in.q, in.k.mT().contiguous().mT(), in.v, 1));
    const c10::InferenceMode training(false);
    const at::Tensor leaf = at::zeros({1, 2, 10, 8}, at::kBFloat16).requires_grad_();
    QVERIFY(!core::suitsCpuAttention(leaf, leaf, leaf, 1));
    const c10::NoGradGuard guard;
    QVERIFY(core::suitsCpuAttention(leaf, leaf, leaf, 1));
}

QTEST_GUILESS_MAIN(CpuAttentionTest)
#include "cpuattentiontest.moc"
