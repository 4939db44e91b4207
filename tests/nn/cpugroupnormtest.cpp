// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include "engine/nn/cpugroupnorm.h"

#include <QTest>

#include <cmath>

using namespace enogu;

namespace {

struct Input
{
    at::Tensor x, weight, bias;
    std::int64_t groups;

    core::GroupNormShape shape() const { return {weight, bias, groups, 1e-5}; }
};

Input drawn(const std::vector<std::int64_t>& size, std::int64_t groups, double mean)
{
    at::manual_seed(1);
    const auto channels = size[1];
    const at::Tensor x = at::randn(size) + mean * at::randn({1, channels, 1, 1});
    return {x.to(at::kBFloat16).contiguous(at::MemoryFormat::ChannelsLast),
            at::randn({channels}).to(at::kBFloat16), at::randn({channels}).to(at::kBFloat16),
            groups};
}

at::Tensor plainAnswer(const Input& in, at::ScalarType dtype)
{
    return at::silu(
        at::group_norm(in.x.to(dtype), in.groups, in.weight.to(dtype), in.bias.to(dtype), 1e-5));
}

at::Tensor errorOf(const at::Tensor& answer, const Input& in)
{
    return (answer.to(at::kDouble) - plainAnswer(in, at::kDouble)).abs();
}

} // namespace

/// The norm that activates what it writes, beside the library's two passes.
class CpuGroupNormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theErrorIsNotLargerThanTheLibrarys_data();
    void theErrorIsNotLargerThanTheLibrarys();
    void threadsDoNotMatter();
    void extremesStayFiniteAndOthersDoNot();
    void otherTensorsAreLeftToTheLibrary();

private:
    c10::InferenceMode m_inference;
};

void CpuGroupNormTest::init()
{
    const Input in = drawn({1, 4, 1, 2}, 2, 0);
    if (!core::suitsCpuGroupNormSilu(in.x, in.shape()))
        QSKIP("this CPU lacks AVX512_BF16");
}

void CpuGroupNormTest::theErrorIsNotLargerThanTheLibrarys_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("size");
    QTest::addColumn<int>("groups");
    QTest::addColumn<double>("mean");
    using Size = std::vector<std::int64_t>;
    QTest::newRow("320 channels") << Size{3, 320, 32, 32} << 32 << 0.0;
    QTest::newRow("channels far apart") << Size{2, 320, 32, 32} << 32 << 10.0;
    QTest::newRow("960 channels") << Size{2, 960, 16, 16} << 32 << 1.0;
    QTest::newRow("a wide picture") << Size{1, 128, 60, 200} << 32 << 1.0;
    QTest::newRow("a group a channel") << Size{2, 32, 16, 17} << 32 << 1.0;
    QTest::newRow("one group") << Size{2, 24, 9, 7} << 1 << 1.0;
    QTest::newRow("odd channels") << Size{2, 15, 33, 31} << 5 << 1.0;
    QTest::newRow("few pixels") << Size{2, 2560, 1, 2} << 32 << 1.0;
}

void CpuGroupNormTest::theErrorIsNotLargerThanTheLibrarys()
{
    QFETCH(std::vector<std::int64_t>, size);
    QFETCH(int, groups);
    QFETCH(double, mean);
    const Input in = drawn(size, groups, mean);
    const at::Tensor answer = core::cpuGroupNormSilu(in.x, in.shape());
    QVERIFY(answer.is_contiguous(at::MemoryFormat::ChannelsLast));
    const at::Tensor ours = errorOf(answer, in),
                     library = errorOf(plainAnswer(in, at::kBFloat16), in);
    qInfo("root mean square %.3f, largest %.3f of the library's",
          std::sqrt(ours.square().mean().item<double>() / library.square().mean().item<double>()),
          ours.max().item<double>() / library.max().item<double>());
    QVERIFY(ours.square().mean().item<double>() <= library.square().mean().item<double>());
    QVERIFY(ours.max().item<double>() <= library.max().item<double>());
}

void CpuGroupNormTest::threadsDoNotMatter()
{
    const Input in = drawn({2, 96, 40, 40}, 32, 1);
    const at::Tensor expected = core::cpuGroupNormSilu(in.x, in.shape());
    const int threads = at::get_num_threads();
    at::set_num_threads(1);
    const at::Tensor alone = core::cpuGroupNormSilu(in.x, in.shape());
    at::set_num_threads(threads);
    QVERIFY(at::equal(alone, expected));
}

void CpuGroupNormTest::extremesStayFiniteAndOthersDoNot()
{
    Input in = drawn({1, 8, 16, 16}, 2, 0);
    in.bias.copy_(at::tensor({-1e4, -200.0, -90.0, -1.0, 0.0, 90.0, 200.0, 1e4}));
    const at::Tensor answer = core::cpuGroupNormSilu(in.x, in.shape());
    QVERIFY(answer.isfinite().all().item<bool>());
    QCOMPARE(answer[0][0].abs().max().item<float>(), 0.0F);
    in.x[0][5][3][3] = NAN;
    const at::Tensor spoilt = core::cpuGroupNormSilu(in.x, in.shape()).isnan();
    QVERIFY(spoilt.narrow(1, 4, 4).all().item<bool>());
    QVERIFY(!spoilt.narrow(1, 0, 4).any().item<bool>());
}

void CpuGroupNormTest::otherTensorsAreLeftToTheLibrary()
{
    const Input in = drawn({2, 8, 4, 4}, 2, 0);
    QVERIFY(core::suitsCpuGroupNormSilu(in.x, in.shape()));
    QVERIFY(!core::suitsCpuGroupNormSilu(in.x.contiguous(), in.shape()));
    QVERIFY(!core::suitsCpuGroupNormSilu(in.x.to(at::kFloat), in.shape()));
    QVERIFY(!core::suitsCpuGroupNormSilu(in.x[0], in.shape()));
    const c10::InferenceMode training(false);
    const at::Tensor leaf = at::zeros({8}, at::kBFloat16).requires_grad_();
    QVERIFY(!core::suitsCpuGroupNormSilu(in.x, {leaf, leaf, 2, 1e-5}));
}

QTEST_GUILESS_MAIN(CpuGroupNormTest)
#include "cpugroupnormtest.moc"
