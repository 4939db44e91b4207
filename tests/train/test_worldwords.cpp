// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/phrasings.h"
#include "engine/train/scenes/words.h"

#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <set>

using namespace enogu;

class TestWorldWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCaptionNamesExactlyTheThings();
    void everyPhrasingTellsTheSameEdit_data();
    void everyPhrasingTellsTheSameEdit();
    void heldOutPhrasingsAreNeverTrained();
    void anAdditionSaysWhereUnlessThereIsOnePlace();
    void trainingTextsHoldNoHeldOutPair();
    void theVocabularyIsSmallAndWhole();
};

namespace {

QStringList wordsIn(const std::string& text)
{
    return QString::fromStdString(text)
        .remove(QLatin1Char(','))
        .split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// The kind that a word names, or −1.
int kindOf(const QString& word)
{
    for (int i = 0; i < kKinds; ++i)
        if (word == QLatin1String(traitsOf(Kind(i)).word) ||
            word == QLatin1String(traitsOf(Kind(i)).plural))
            return i;
    return -1;
}

int colourNamed(const QString& word)
{
    for (int i = 0; i < kColours; ++i)
        if (word == QLatin1String(wordOf(ColourName(i))))
            return i;
    return -1;
}

struct Meaning
{
    std::vector<int> kinds, colours;
};

Meaning meaningOf(const std::string& text)
{
    Meaning meaning;
    for (const QString& word : wordsIn(text)) {
        if (kindOf(word) >= 0)
            meaning.kinds.push_back(kindOf(word));
        if (colourNamed(word) >= 0)
            meaning.colours.push_back(colourNamed(word));
    }
    return meaning;
}

bool tellsThing(const Family& family, std::size_t from, std::size_t to, const std::string& text)
{
    const Meaning meaning = meaningOf(text);
    const auto kinds = std::set<int>(meaning.kinds.begin(), meaning.kinds.end());
    const auto thingOf = [&](std::size_t i) { return family.variants[i].things.back(); };
    switch (editKindOf(family, from, to)) {
    case EditKind::Recolour:
        return kinds == std::set{int(thingOf(to).kind)} && !meaning.colours.empty() &&
               meaning.colours.back() == int(thingOf(to).colour);
    case EditKind::Replace: {
        const bool told = thingOf(from).colour == thingOf(to).colour ||
                          std::ranges::count(meaning.colours, int(thingOf(to).colour)) == 1;
        return told && kinds == std::set{int(thingOf(from).kind), int(thingOf(to).kind)};
    }
    case EditKind::Add:
        return kinds == std::set{int(thingOf(to).kind)} &&
               meaning.colours == std::vector{int(thingOf(to).colour)};
    default:
        return kinds == std::set{int(thingOf(from).kind)};
    }
}

bool tellsSky(const Family& family, std::size_t from, std::size_t to, const std::string& text)
{
    static const QRegularExpression kWeathers[] = {
        QRegularExpression(QStringLiteral("clear|stop|remove|away|erase")),
        QRegularExpression(QStringLiteral("rain")), QRegularExpression(QStringLiteral("snow")),
        QRegularExpression(QStringLiteral("fog"))};
    const Scene& after = family.variants[to];
    const QString line = QString::fromStdString(text);
    if (family.slot == Slot::OfWeather)
        return line.contains(kWeathers[std::size_t(after.weather)]) &&
               (after.weather == Weather::Clear ||
                !line.contains(kWeathers[std::size_t(family.variants[from].weather)]));
    return line.endsWith(QLatin1String(wordOf(after.time)));
}

} // namespace

void TestWorldWords::aCaptionNamesExactlyTheThings()
{
    Random random(1);
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const Scene scene = inventScene(seed, Split::Training);
        const std::string caption = captionOf(scene, random);
        const QStringList words = wordsIn(caption);
        std::multiset<std::pair<int, int>> told, shown;
        for (qsizetype i = 1; i < words.size(); ++i)
            if (kindOf(words[i]) >= 0)
                told.insert({kindOf(words[i]), colourNamed(words[i - 1])});
        for (const Thing& thing : scene.things)
            shown.insert({int(thing.kind), int(thing.colour)});
        QVERIFY2(told == shown, caption.c_str());
        QVERIFY(caption.find("  ") == std::string::npos && !caption.ends_with(','));
    }
}

void TestWorldWords::everyPhrasingTellsTheSameEdit_data()
{
    QTest::addColumn<int>("phrasings");
    QTest::newRow("training") << int(Split::Training);
    QTest::newRow("held out") << int(Split::HeldOut);
}

void TestWorldWords::everyPhrasingTellsTheSameEdit()
{
    QFETCH(int, phrasings);
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Family family = inventFamily(seed, Split::Training);
        const bool sky = family.slot == Slot::OfWeather || family.slot == Slot::OfTime;
        for (std::size_t from = 0; from < family.variants.size(); ++from)
            for (std::size_t to = 0; to < family.variants.size(); ++to)
                for (const auto& text : from == to
                                            ? std::vector<std::string>{}
                                            : phrasingsOf(family, from, to, Split(phrasings))) {
                    QVERIFY2(text.find('{') == std::string::npos, text.c_str());
                    QVERIFY2((sky ? tellsSky : tellsThing)(family, from, to, text), text.c_str());
                }
    }
}

void TestWorldWords::heldOutPhrasingsAreNeverTrained()
{
    for (int kind = 0; kind < kEditKinds; ++kind) {
        const auto trained = patternsOf(EditKind(kind), Split::Training);
        const auto heldOut = patternsOf(EditKind(kind), Split::HeldOut);
        QVERIFY(trained.size() >= 6 && !heldOut.empty());
        for (const char* pattern : heldOut)
            QVERIFY(std::ranges::none_of(
                trained, [&](const char* other) { return std::string_view(other) == pattern; }));
    }
}

void TestWorldWords::anAdditionSaysWhereUnlessThereIsOnePlace()
{
    Family family;
    family.slot = Slot::OfPresence;
    Scene street;
    Scene car = street;
    car.things = {{Kind::Car, ColourName::Red, Side::Right, 1, 0, 0, 1}};
    family.variants = {street, car};
    Random random(1);
    for (int i = 0; i < 40; ++i)
        QVERIFY(instructionOf(family, 0, 1, random, Split::Training).ends_with(" on the right"));

    const Thing bus{Kind::Bus, ColourName::Blue, Side::Left, 1, 0, 0, 1};
    family.variants[0].things = {bus};
    family.variants[1].things = {bus, car.things[0]};
    family.thing = 1;
    int silent = 0;
    for (int i = 0; i < 40; ++i)
        silent += instructionOf(family, 0, 1, random, Split::Training).ends_with("car") ? 1 : 0;
    QVERIFY(silent > 5 && silent < 35);
}

void TestWorldWords::trainingTextsHoldNoHeldOutPair()
{
    for (const std::string& text : allTexts(5, 2000)) {
        const QStringList words = wordsIn(text);
        for (qsizetype i = 1; i < words.size(); ++i)
            if (kindOf(words[i]) >= 0 && colourNamed(words[i - 1]) >= 0)
                QVERIFY2(
                    !heldOutPair(Kind(kindOf(words[i])), ColourName(colourNamed(words[i - 1]))),
                    text.c_str());
    }
}

void TestWorldWords::theVocabularyIsSmallAndWhole()
{
    std::set<QString> words;
    for (const std::string& text : allTexts(5, 3000))
        for (const QString& word : wordsIn(text))
            words.insert(word);
    QVERIFY(words.size() < 200);
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Family family = inventFamily(seed, Split::HeldOut);
        for (const std::string& text : phrasingsOf(family, 0, 1, Split::HeldOut))
            for (const QString& word : wordsIn(text))
                QVERIFY2(words.contains(word), qPrintable(word));
    }
}

QTEST_APPLESS_MAIN(TestWorldWords)
#include "test_worldwords.moc"
