// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "tests/models/counted.h"
#include "tests/models/networks.h"

#include <QTest>

using namespace enogu;
using namespace enogu::tests;

/// Tiles with the whole picture's statistics, and the courtesy of a pass towards its caller.
class TilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReplayedTileEqualsTheWhole_data();
    void aReplayedTileEqualsTheWhole();
    void progressRisesToOne();
    void aThrowingCheckpointEndsThePass();
};

void TilesTest::aReplayedTileEqualsTheWhole_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("upsampling");
    QTest::newRow("v1") << QStringLiteral("animegan_v1") << QStringLiteral("half-pixel");
    QTest::newRow("v2") << QStringLiteral("animegan_v2") << QStringLiteral("half-pixel");
    QTest::newRow("v2 corners") << QStringLiteral("animegan_v2") << QStringLiteral("corners");
    QTest::newRow("v3") << QStringLiteral("animegan_v3") << QStringLiteral("tf1");
    QTest::newRow("whitebox") << QStringLiteral("whitebox") << QStringLiteral("half-pixel");
}

void TilesTest::aReplayedTileEqualsTheWhole()
{
    const c10::InferenceMode inference;
    QFETCH(QString, network);
    QFETCH(QString, upsampling);
    const auto net = countedNetwork(network.toStdString(), resampleNamed(upsampling.toStdString()));
    const at::Tensor picture = countedPicture(208, 40);
    core::NormTape tape;
    core::Run run;
    run.tape = &tape;
    const at::Tensor whole = net->forward(picture, run);

    tape.mode = core::NormTape::Mode::Replay;
    const std::int64_t from = 40, rows = 168;
    const std::int64_t inner = (net->traits().receptiveRadius + 11) / 8 * 8;
    run.window = {0, from, 40, 208};
    const at::Tensor tile = net->forward(picture.narrow(2, from, rows), run);
    const double error = largestError(tile.narrow(2, inner, rows - inner),
                                      whole.narrow(2, from + inner, rows - inner));
    QVERIFY2(error <= 2e-5, qPrintable(QString::number(error)));
}

void TilesTest::progressRisesToOne()
{
    const c10::InferenceMode inference;
    const auto net = countedNetwork("whitebox");
    core::Run run;
    run.stripRows = 8;
    double last = -1;
    bool rises = true;
    run.advance = [&](double share) {
        rises = rises && share >= last;
        last = share;
    };
    net->forward(countedPicture(32, 32), run);
    QVERIFY(rises);
    QCOMPARE(last, 1.0);
}

void TilesTest::aThrowingCheckpointEndsThePass()
{
    const c10::InferenceMode inference;
    const auto net = countedNetwork("whitebox");
    core::Run run;
    int calls = 0;
    run.checkpoint = [&] {
        if (++calls == 3)
            throw std::runtime_error("stop");
    };
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, net->forward(countedPicture(32, 32), run));
    QCOMPARE(calls, 3);
}

QTEST_GUILESS_MAIN(TilesTest)
#include "tilestest.moc"
