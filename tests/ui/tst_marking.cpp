// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/marking.h"

#include <QTest>

using namespace enogu;

namespace {

constexpr QSize kPicture(40, 30);

using Marks = std::vector<bool>;

Marks marksOf(const Area& area)
{
    Marks marks;
    for (int y = 0; y < area.size().height(); ++y)
        for (int x = 0; x < area.size().width(); ++x)
            marks.push_back(area.isMarked(x, y));
    return marks;
}

void stroke(Marking& marking, QPointF from, QPointF to)
{
    marking.press(from);
    marking.drag(to);
    marking.release();
}

} // namespace

class MarkingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void strokesAreTakenBackAndBroughtAgainInTheirOrder_data()
    {
        QTest::addColumn<std::shared_ptr<AreaTool>>("tool");
        QTest::newRow("brush") << std::shared_ptr<AreaTool>(std::make_shared<BrushTool>(3, true));
        QTest::newRow("rectangle") << std::shared_ptr<AreaTool>(std::make_shared<RectangleTool>());
    }
    void strokesAreTakenBackAndBroughtAgainInTheirOrder()
    {
        QFETCH(std::shared_ptr<AreaTool>, tool);
        Marking marking;
        marking.begin(kPicture);
        marking.setTool(tool);
        std::vector<Marks> seen{marksOf(marking.area())};
        for (const QPointF to : {QPointF(20, 9), QPointF(39, 29), QPointF(0, 12)}) {
            stroke(marking, {5, 5}, to);
            seen.push_back(marksOf(marking.area()));
            QVERIFY(seen.back() != seen[seen.size() - 2]);
        }
        for (std::size_t i = 3; i-- > 0;) {
            marking.undo();
            QVERIFY(marksOf(marking.area()) == seen[i]);
            QCOMPARE(marking.area().isUntouched(), i == 0);
        }
        QVERIFY(!marking.canUndo());
        for (std::size_t i = 1; i <= 3; ++i) {
            marking.redo();
            QVERIFY(marksOf(marking.area()) == seen[i]);
            QVERIFY(!marking.area().isUntouched());
        }
        QVERIFY(!marking.canRedo());
    }

    void anotherStrokeTakesThePlaceOfWhatWasTakenBack()
    {
        Marking marking;
        marking.begin(kPicture);
        marking.setTool(std::make_shared<BrushTool>(2, true));
        stroke(marking, {5, 5}, {9, 5});
        marking.undo();
        stroke(marking, {20, 20}, {25, 20});
        QVERIFY(!marking.canRedo());
        QVERIFY(!marking.area().isMarked(7, 5));
        QVERIFY(marking.area().isMarked(22, 20));
    }

    void whatChangesNothingIsNoStroke()
    {
        Marking marking;
        marking.begin(kPicture);
        marking.setTool(std::make_shared<BrushTool>(2, false));
        stroke(marking, {5, 5}, {9, 5}); // rubs where nothing is
        marking.clear();
        QVERIFY(!marking.canUndo());
        marking.setTool(std::make_shared<BrushTool>(2, true));
        marking.press({5, 5});
        marking.cancel();
        QVERIFY(!marking.canUndo());
        QVERIFY(marking.area().isUntouched());
    }

    void marksThatWereClearedComeBack()
    {
        Marking marking;
        marking.begin(kPicture);
        marking.setTool(std::make_shared<BrushTool>(2, true));
        stroke(marking, {5, 5}, {9, 5});
        marking.clear();
        QVERIFY(marking.area().isUntouched());
        marking.undo();
        QVERIFY(marking.area().isMarked(7, 5));
        marking.begin(kPicture);
        QVERIFY(!marking.canUndo());
    }

    void strokesOfAHugePictureAreKeptWithinBounds()
    {
        Marking marking;
        marking.begin({12000, 10000}); // 114 MiB a stroke over all of it
        marking.setTool(std::make_shared<RectangleTool>());
        for (int i = 0; i < 4; ++i)
            stroke(marking, {0, 0}, i % 2 ? QPointF(2, 2) : QPointF(12000, 10000));
        int taken = 0;
        for (; marking.canUndo(); ++taken)
            marking.undo();
        QCOMPARE(taken, 2);
    }
};

QTEST_APPLESS_MAIN(MarkingTest)
#include "tst_marking.moc"
