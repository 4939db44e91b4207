// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document.h"
#include "ui/document/historyrows.h"
#include "ui/panels/historypanel.h"

#include <QListWidgetItem>
#include <QSignalSpy>
#include <QTest>

using namespace enogu;
using namespace Qt::StringLiterals;

namespace {

Image picture(int width, int height)
{
    return Image({width, height}, Channels::Rgb, Depth::U8,
                 std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height) * 3, 90));
}

/// A tree from "parent of node 1, parent of node 2, …".
History tree(const QList<int>& parents, int current)
{
    const Image dot = picture(1, 1);
    History history({.title = u"0"_s, .image = dot, .thumbnail = dot});
    for (const int parent : parents)
        history.add({.parent = parent,
                     .title = QString::number(history.nodes().size()),
                     .image = dot,
                     .thumbnail = dot});
    history.goTo(current);
    return history;
}

/// Two lines of text a row: | a plain line, ! the path, * a node on it, o another, - across.
QStringList drawn(const History& history)
{
    QStringList text;
    const auto lines = [](const std::vector<HistoryLine>& pieces) {
        QString line;
        for (const HistoryLine piece : pieces)
            line += piece == HistoryLine::None ? u' ' : piece == HistoryLine::Path ? u'!' : u'|';
        return line;
    };
    for (const HistoryRow& row : historyRows(history)) {
        QString upper = lines(row.above);
        if (row.isBranch)
            upper += row.isOnPath ? u'=' : u'-';
        text += upper + (row.isOnPath ? u'*' : u'o') + row.node->title;
        text += lines(row.below);
    }
    return text;
}

void add(Document& document, int source, const EditRecipe& recipe, const QString& title)
{
    const int before = int(document.history().nodes().size());
    document.addResult({recipe, picture(20, 10), {}, title, source});
    QTRY_COMPARE(int(document.history().nodes().size()), before + 1);
}

Photo photo()
{
    return {picture(20, 10), nullptr, "PNG", {}};
}

} // namespace

class HistoryPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTreeIsDrawn_data()
    {
        QTest::addColumn<QList<int>>("parents");
        QTest::addColumn<int>("current");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("alone") << QList<int>{} << 0 << QStringList{u" *0"_s, u" "_s};
        QTest::newRow("a straight line")
            << QList<int>{0, 1} << 1
            << QStringList{u" *0"_s, u"!"_s, u"!*1"_s, u"|"_s, u"|o2"_s, u" "_s};
        QTest::newRow("a branch beside the path")
            << QList<int>{0, 0} << 2
            << QStringList{u" *0"_s, u"!"_s, u"! -o1"_s, u"! "_s, u"!*2"_s, u" "_s};
        QTest::newRow("the path goes into a branch")
            << QList<int>{0, 1, 0} << 2 << QStringList{u" *0"_s,  u"!"_s,  u"! =*1"_s, u"|!"_s,
                                                       u"|!*2"_s, u"| "_s, u"|o3"_s,   u" "_s};
        QTest::newRow("three children, the middle one current")
            << QList<int>{0, 0, 0} << 2 << QStringList{u" *0"_s,   u"!"_s,  u"! -o1"_s, u"! "_s,
                                                       u"! =*2"_s, u"| "_s, u"|o3"_s,   u" "_s};
        QTest::newRow("a branch of a branch")
            << QList<int>{0, 1, 1, 0} << 2
            << QStringList{u" *0"_s, u"!"_s,    u"! =*1"_s, u"|!"_s,  u"|! =*2"_s,
                           u"|| "_s, u"||o3"_s, u"| "_s,    u"|o4"_s, u" "_s};
    }

    void theTreeIsDrawn()
    {
        QFETCH(QList<int>, parents);
        QFETCH(int, current);
        QFETCH(QStringList, rows);
        QCOMPARE(drawn(tree(parents, current)), rows);
    }

    void aChainOfAThousandEditsStaysInOneLane()
    {
        QList<int> parents;
        for (int i = 0; i < 1000; ++i)
            parents += i;
        const auto rows = historyRows(tree(parents, 0));
        QCOMPARE(rows.size(), std::size_t(1001));
        for (const HistoryRow& row : rows)
            QCOMPARE(row.lane, 0);
    }

    void choosingARowGoesThere()
    {
        Document document(QString(), photo());
        add(document, 0, Instruct{}, u"Make it snow"_s);
        add(document, 0, Instruct{}, u"Make it rain"_s);
        HistoryPanel panel;
        panel.setDocument(&document);
        QCOMPARE(panel.count(), 3);
        QCOMPARE(panel.currentRow(), 2);
        panel.setCurrentRow(1);
        QCOMPARE(document.history().current().id, 1);
        QVERIFY(document.goTo(0));
        QCOMPARE(panel.currentRow(), 0);
    }

    void keysWalkTheTree()
    {
        Document document(QString(), photo());
        add(document, 0, Instruct{}, u"a"_s);
        add(document, 1, Instruct{}, u"b"_s);
        add(document, 0, Instruct{}, u"c"_s);
        HistoryPanel panel;
        panel.setDocument(&document);
        document.goTo(2);
        QTest::keyClick(&panel, Qt::Key_Left);
        QCOMPARE(document.history().current().id, 1);
        QTest::keyClick(&panel, Qt::Key_Left);
        QCOMPARE(document.history().current().id, 0);
        QTest::keyClick(&panel, Qt::Key_Right);
        QCOMPARE(document.history().current().id, 1);
        QTest::keyClick(&panel, Qt::Key_Down);
        QCOMPARE(document.history().current().id, 2);
        QTest::keyClick(&panel, Qt::Key_End);
        QCOMPARE(document.history().current().id, 3);
    }

    void everyRowSaysWhereItStands()
    {
        Document document(QString(), photo());
        Instruct recipe;
        recipe.seed = 42;
        add(document, 0, recipe, u"Make it snow"_s);
        recipe.keepStep = 14;
        add(document, 1, recipe, u"Make it snow"_s);
        recipe.keepStep = 0;
        recipe.fromStep = 6;
        add(document, 1, recipe, u"Make it rain"_s);
        HistoryPanel panel;
        panel.setDocument(&document);
        const auto spoken = [&panel](int row) {
            return panel.item(row)->data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(spoken(0), u"Original, leads to the current state"_s);
        QCOMPARE(spoken(1), u"Make it snow, seed 42, leads to the current state"_s);
        QCOMPARE(spoken(2), u"Make it snow, seed 42, step 14 kept, branch of “Make it snow”"_s);
        QCOMPARE(spoken(3),
                 u"Make it rain, seed 42, branched at step 6, branch of “Make it snow”"_s);
        document.goTo(0);
        QCOMPARE(spoken(0), u"Original"_s);
        QCOMPARE(spoken(1), u"Make it snow, seed 42"_s);
    }
};

QTEST_MAIN(HistoryPanelTest)
#include "tst_historypanel.moc"
