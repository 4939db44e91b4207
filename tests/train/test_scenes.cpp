// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/deadleaves/deadleaves.h"
#include "engine/train/scenes/landscape.h"

#include <QTest>
#include <algorithm>

using namespace enogu;

class TestScenes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedDrawsTheSamePicture_data();
    void theSameSeedDrawsTheSamePicture();
    void samplesAreEightBitSteps_data() { theSameSeedDrawsTheSamePicture_data(); }
    void samplesAreEightBitSteps();
};

using Draw = Canvas (*)(std::uint64_t, int, int);
Q_DECLARE_METATYPE(Draw)

void TestScenes::theSameSeedDrawsTheSamePicture_data()
{
    QTest::addColumn<Draw>("draw");
    QTest::newRow("dead leaves") << Draw(&drawDeadLeaves);
    QTest::newRow("landscape") << Draw(&drawLandscape);
}

void TestScenes::theSameSeedDrawsTheSamePicture()
{
    QFETCH(Draw, draw);
    const Canvas first = draw(5, 96, 64);
    QVERIFY(first.samples == draw(5, 96, 64).samples);
    QVERIFY(first.samples != draw(6, 96, 64).samples);
}

void TestScenes::samplesAreEightBitSteps()
{
    QFETCH(Draw, draw);
    const Canvas canvas = draw(9, 64, 64);
    const auto [low, high] = std::minmax_element(canvas.samples.begin(), canvas.samples.end());
    QVERIFY(*low >= 0 && *high <= 1 && *high - *low > 0.2f);
    for (float sample : canvas.samples)
        QVERIFY(std::abs(sample * 255 - std::round(sample * 255)) < 1e-3f);
}

QTEST_APPLESS_MAIN(TestScenes)
#include "test_scenes.moc"
