// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/memory.h"

#include <QTest>

using namespace enogu;

class MemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLargestSideThatFitsIsTaken_data()
    {
        QTest::addColumn<double>("free");
        QTest::addColumn<int>("side");
        QTest::newRow("plenty") << 1e9 << 500;
        QTest::newRow("just enough") << 250'000.0 << 500;
        QTest::newRow("a little short") << 249'999.0 << 448;
        QTest::newRow("half") << 125'000.0 << 320;
        QTest::newRow("least") << 4096.0 << 64;
        QTest::newRow("none fits: refused elsewhere") << 4095.0 << 500;
    }

    void theLargestSideThatFitsIsTaken()
    {
        QFETCH(double, free);
        QFETCH(int, side);
        const auto square = [](int length) { return double(length) * length; };
        QCOMPARE(sideWithin(free, {500, 64}, square), side);
    }

    void asManyPicturesAreMadeAtOnceAsFit()
    {
        ModelShape model;
        model.width = 320;
        model.heads = 8;
        const LatentExtent edit{3, 64, 64};
        const auto bytesOf = [&](int pictures) {
            return bytesOfStep(model, at::kBFloat16, {3 * pictures, 64, 64});
        };
        for (const int pictures : {1, 4, 9}) {
            const double enough = bytesOf(pictures);
            QCOMPARE(picturesAtOnce(model, at::kBFloat16, edit, 9, enough), pictures);
            QCOMPARE(picturesAtOnce(model, at::kBFloat16, edit, 9, enough - 1),
                     std::max(1, pictures - 1));
        }
        QCOMPARE(picturesAtOnce(model, at::kBFloat16, edit, 4, bytesOf(9)), 4);
    }
};

QTEST_GUILESS_MAIN(MemoryTest)
#include "tst_memory.moc"
