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
};

QTEST_GUILESS_MAIN(MemoryTest)
#include "tst_memory.moc"
