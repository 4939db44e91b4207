// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/recipejson.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace enogu;

namespace {

template <typename Recipe>
QJsonObject without(Recipe recipe, std::initializer_list<const char*> keys)
{
    QJsonObject json = jsonFromRecipe(recipe);
    for (const char* key : keys)
        json.remove(QLatin1String(key));
    return json;
}

} // namespace

/// What recipes of diffusion models say of steps.
class RecipeStepsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAreWrittenAndReadAgain()
    {
        Instruct recipe;
        recipe.fromStep = 14;
        recipe.keepStep = kMostCalls;
        const auto read = std::get<Instruct>(recipeFromJson(jsonFromRecipe(recipe)));
        QCOMPARE(read.fromStep, 14);
        QCOMPARE(read.keepStep, kMostCalls);
    }

    void filesOfEarlierVersionsAreReadAgain()
    {
        const auto instruct = std::get<Instruct>(
            recipeFromJson(without(Instruct{}, {"begunWith", "fromStep", "keepStep"})));
        QVERIFY(instruct.begunWith == BegunWith::Photo);
        QCOMPARE(instruct.fromStep, 0);
        QCOMPARE(instruct.keepStep, 0);
        const auto generate = std::get<Generate>(
            recipeFromJson(without(Generate{}, {"begunWith", "fromStep", "keepStep"})));
        QVERIFY(generate.begunWith == BegunWith::Words);
        QCOMPARE(generate.fromStep, 0);
        QCOMPARE(generate.keepStep, 0);
    }

    void absurdStepsAreRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        for (const char* key : {"fromStep", "keepStep"}) {
            QTest::addRow("%s below", key) << QString::fromLatin1(key) << QJsonValue(-1);
            QTest::addRow("%s above", key)
                << QString::fromLatin1(key) << QJsonValue(kMostCalls + 1);
            QTest::addRow("%s fraction", key) << QString::fromLatin1(key) << QJsonValue(0.5);
            QTest::addRow("%s word", key) << QString::fromLatin1(key) << QJsonValue(u"3"_s);
        }
    }

    void absurdStepsAreRefused()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject json = jsonFromRecipe(Generate{});
        json[key] = value;
        try {
            recipeFromJson(json);
            QFAIL("It was read.");
        } catch (const Error& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(key), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(RecipeStepsTest)
#include "tst_recipesteps.moc"
