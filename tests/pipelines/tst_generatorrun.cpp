// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "engine/api/error.h"
#include "engine/pipelines/animeify.h"
#include "engine/pipelines/mirror.h"
#include "tests/models/counted.h"
#include "tests/models/networks.h"

#include <QTest>

#include <limits>

using namespace enogu;
using namespace enogu::tests;

namespace {

constexpr double kPlenty = 1e12;
constexpr double kForced = 0; ///< no memory free: every tile as small as it gets

/// Repeats its input; from the pass `badPass` on with a NaN.
class Echo : public core::Generator
{
public:
    at::Tensor forward(const at::Tensor& x, core::Run& run) const override
    {
        run.begin(x, 1);
        run.did(double(x.size(2) * x.size(3)));
        at::Tensor y = x.clone();
        if (++m_passes >= badPass)
            y[0][1][0][0] = std::numeric_limits<float>::quiet_NaN();
        run.finish();
        return y;
    }
    const core::GeneratorTraits& traits() const override { return m_traits; }

    int badPass = std::numeric_limits<int>::max();

private:
    core::GeneratorTraits m_traits{"Echo", 4, 8, false, 1, 3};
    mutable int m_passes = 0;
};

GeneratorRun inTilesOf(double pixels)
{
    GeneratorRun how;
    how.freeBytes = kPlenty;
    how.largestTile = pixels;
    return how;
}

/// Waves of a few periods with fine noise on them: a reduced picture has nearly their statistics.
at::Tensor wavyPicture(std::int64_t height, std::int64_t width)
{
    const at::Tensor y = at::linspace(0, 11, height).view({1, 1, height, 1});
    const at::Tensor x = at::linspace(0, 17, width).view({1, 1, 1, width});
    const at::Tensor phase = at::tensor({0.0, 1.0, 2.5}).view({1, 3, 1, 1});
    return (0.8 * (x + phase).sin() * (y - phase).cos()).to(at::kFloat) +
           0.05 * countedPicture(height, width);
}

std::vector<float> row(const at::Tensor& x)
{
    const at::Tensor flat = x.contiguous().flatten();
    return {flat.const_data_ptr<float>(), flat.const_data_ptr<float>() + flat.numel()};
}

} // namespace

class GeneratorRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_inference = std::make_unique<c10::InferenceMode>(); }
    void cleanup() { m_inference.reset(); }
    void mirroringDoesNotRepeatTheEdge_data();
    void mirroringDoesNotRepeatTheEdge();
    void tilesEqualTheWhole();
    void anEchoComesBackInAnySize();
    void reducedStatisticsStayNearTheWhole_data();
    void reducedStatisticsStayNearTheWhole();
    void normsNeedLeaveToReduceMemory();
    void everyPixelIsPaintedOnceAndProgressRisesToOne();
    void aThrowBetweenBlocksEndsTheRun();
    void aNumberThatIsNoneIsRefusedInWhicheverTile();

private:
    std::unique_ptr<c10::InferenceMode> m_inference;
};

void GeneratorRunTest::mirroringDoesNotRepeatTheEdge_data()
{
    QTest::addColumn<QVector<float>>("from");
    QTest::addColumn<int>("multiple");
    QTest::addColumn<int>("least");
    QTest::addColumn<QVector<float>>("to");
    using Row = QVector<float>;
    QTest::newRow("nothing to add") << Row{1, 2, 3, 4} << 4 << 1 << Row{1, 2, 3, 4};
    QTest::newRow("three more") << Row{1, 2, 3, 4, 5} << 4 << 1 << Row{1, 2, 3, 4, 5, 4, 3, 2};
    QTest::newRow("to and fro") << Row{1, 2} << 8 << 1 << Row{1, 2, 1, 2, 1, 2, 1, 2};
    QTest::newRow("three to and fro") << Row{1, 2, 3} << 8 << 1 << Row{1, 2, 3, 2, 1, 2, 3, 2};
    QTest::newRow("one pixel") << Row{7} << 4 << 1 << Row{7, 7, 7, 7};
    QTest::newRow("at least") << Row{1, 2, 3, 4} << 4 << 8 << Row{1, 2, 3, 4, 3, 2, 1, 2};
}

void GeneratorRunTest::mirroringDoesNotRepeatTheEdge()
{
    QFETCH(QVector<float>, from);
    QFETCH(int, multiple);
    QFETCH(int, least);
    QFETCH(QVector<float>, to);
    const at::Tensor x = at::tensor(std::vector<float>(from.begin(), from.end()));
    const std::vector<float> wanted(to.begin(), to.end());
    const auto side = std::int64_t(wanted.size());
    const at::Tensor across = mirrorExtended(x.view({1, 1, 1, -1}), multiple, least);
    const at::Tensor down = mirrorExtended(x.view({1, 1, -1, 1}), multiple, least);
    QCOMPARE(across.size(3), side);
    QCOMPARE(row(across[0][0][0]), wanted);
    QCOMPARE(row(down[0][0].select(1, 0)), wanted);
}

void GeneratorRunTest::tilesEqualTheWhole()
{
    const auto net = countedNetwork("whitebox");
    const at::Tensor photo = countedPicture(302, 415);
    const auto whole = runGenerator(*net, photo, inTilesOf(kPlenty), "w");
    const auto tiled = runGenerator(*net, photo, inTilesOf(5e4), "w");
    QCOMPARE(whole.tiles, std::size_t(1));
    QVERIFY(tiled.tiles >= 4 && !tiled.reducedStatistics);
    const double error = (whole.picture - tiled.picture).abs().max().item<double>();
    QVERIFY2(error <= 2e-5, qPrintable(QString::number(error)));
}

void GeneratorRunTest::anEchoComesBackInAnySize()
{
    for (const auto& [height, width] : {std::pair{1, 1}, {3, 17}, {40, 1}, {301, 299}}) {
        const at::Tensor photo = countedPicture(height, width);
        const auto result = runGenerator(Echo(), photo, inTilesOf(2e4), "echo");
        QVERIFY(at::equal(result.picture, photo));
    }
}

void GeneratorRunTest::reducedStatisticsStayNearTheWhole_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("upsampling");
    QTest::addColumn<double>("bound"); // instance norms make v1 on random weights differ by 0.6
    QTest::newRow("v2") << QStringLiteral("animegan_v2") << QStringLiteral("corners") << 0.05;
    QTest::newRow("v3") << QStringLiteral("animegan_v3") << QStringLiteral("tf1") << 0.15;
}

void GeneratorRunTest::reducedStatisticsStayNearTheWhole()
{
    QFETCH(QString, network);
    QFETCH(QString, upsampling);
    QFETCH(double, bound);
    const auto net = countedNetwork(network.toStdString(), resampleNamed(upsampling.toStdString()));
    const at::Tensor photo = wavyPicture(200, 264);
    GeneratorRun how = inTilesOf(kPlenty);
    const auto whole = runGenerator(*net, photo, how, "w");
    QVERIFY(!whole.reducedStatistics);
    how.freeBytes = 256e6 + 3e4 * net->traits().peakBytesPerPixel(at::kFloat);
    const auto tiled = runGenerator(*net, photo, how, "w");
    QVERIFY(tiled.reducedStatistics && tiled.tiles > 1);
    const at::Tensor difference = (whole.picture - tiled.picture).abs();
    const double share = difference.mean().item<double>() / whole.picture.std().item<double>();
    QVERIFY2(share <= bound, qPrintable(QString::number(share)));
}

void GeneratorRunTest::normsNeedLeaveToReduceMemory()
{
    const auto net = countedNetwork("animegan_v3", core::Resample::UpTf1);
    GeneratorRun how = inTilesOf(kPlenty);
    how.freeBytes = kForced;
    how.mayReduceMemory = false;
    try {
        runGenerator(*net, countedPicture(160, 160), how, "big.pth");
        QFAIL("ran");
    } catch (const Error& error) {
        QVERIFY(error.code() == ErrorCode::OutOfMemory);
        QVERIFY(std::string_view(error.what()).find("big.pth") != std::string_view::npos);
    }
}

void GeneratorRunTest::everyPixelIsPaintedOnceAndProgressRisesToOne()
{
    const at::Tensor photo = countedPicture(320, 360);
    at::Tensor times = at::zeros({1, 3, 320, 360});
    GeneratorRun how = inTilesOf(3e4);
    double last = -1;
    bool rises = true;
    how.advance = [&](double share) {
        rises = rises && share >= last;
        last = share;
    };
    how.painted = [&](const at::Tensor& part, std::int64_t x, std::int64_t y) {
        times.narrow(2, y, part.size(2)).narrow(3, x, part.size(3)).add_(1);
    };
    runGenerator(Echo(), photo, how, "echo");
    QVERIFY(at::equal(times, at::ones_like(times)));
    QVERIFY(rises);
    QCOMPARE(last, 1.0);
}

void GeneratorRunTest::aThrowBetweenBlocksEndsTheRun()
{
    const auto net = countedNetwork("whitebox");
    GeneratorRun how = inTilesOf(3e4);
    int calls = 0;
    how.checkpoint = [&] {
        if (++calls == 9)
            throw Error(ErrorCode::Cancelled, "Stopped.");
    };
    QVERIFY_THROWS_EXCEPTION(Error, runGenerator(*net, countedPicture(200, 300), how, "w"));
    QCOMPARE(calls, 9);
}

void GeneratorRunTest::aNumberThatIsNoneIsRefusedInWhicheverTile()
{
    for (const int pass : {1, 2, 4}) {
        Echo echo;
        echo.badPass = pass;
        try {
            runGenerator(echo, countedPicture(320, 360), inTilesOf(3e4), "echo.pth");
            QFAIL("ran");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::NonFinite);
            QVERIFY(std::string_view(error.what()).find("echo.pth") != std::string_view::npos);
        }
    }
}

QTEST_GUILESS_MAIN(GeneratorRunTest)
#include "tst_generatorrun.moc"
