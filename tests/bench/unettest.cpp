// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/unet.h"
#include "engine/api/error.h"

#include <QTest>

using namespace enogu;

/// `enogu bench unet`, without the program.
class UnetBenchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothWaysGiveTheSameResultAndTheirCosts();
    void anUnknownNetworkIsNamed();
};

void UnetBenchTest::bothWaysGiveTheSameResultAndTheirCosts()
{
    UnetBenchOptions options;
    options.network = "small";
    options.sizes = {64, 72};
    options.batches = {2};
    options.repeats = 1;
    options.threads = 1;
    options.dtype = DType::F32;
    std::vector<UnetBenchRow> rows;
    measureUnet(options,
                [&](const UnetBenchReport& report) {
                    if (report.row)
                        rows.push_back(*report.row);
                },
                {});
    QCOMPARE(rows.size(), 2U);
    for (const UnetBenchRow& row : rows) {
        QVERIFY(row.ours.milliseconds > 0 && row.eager.milliseconds > 0);
        QVERIFY(row.ours.coreSeconds > 0 && row.eager.coreSeconds > 0);
        QVERIFY(row.floorMs > 0 && row.gigaProducts > 0);
        QVERIFY2(row.difference < 1e-4, qPrintable(QString::number(row.difference)));
    }
}

void UnetBenchTest::anUnknownNetworkIsNamed()
{
    UnetBenchOptions options;
    options.network = "sd9";
    QVERIFY_THROWS_EXCEPTION(Error, measureUnet(options, {}, {}));
}

QTEST_GUILESS_MAIN(UnetBenchTest)
#include "unettest.moc"
