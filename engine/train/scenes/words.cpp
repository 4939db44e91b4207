// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/words.h"

#include "engine/train/scenes/phrasings.h"
#include "engine/train/scenes/spots.h"

#include <algorithm>
#include <map>

namespace enogu {

namespace {

using Words = std::map<std::string, std::string>;

bool isPlural(const Thing& thing)
{
    return thing.count > 1 || thing.kind == Kind::Curtains;
}

std::string nounOf(const Thing& thing)
{
    const KindTraits& traits = traitsOf(thing.kind);
    return thing.count > 1 ? traits.plural : traits.word;
}

/// "a red bus", "an orange cat", "two green trees", "blue curtains".
std::string indefinite(const Thing& thing, bool coloured)
{
    const std::string colour = coloured ? wordOf(thing.colour) + std::string(" ") : "";
    const char* article = colour.starts_with('o') ? "an " : "a ";
    if (isPlural(thing))
        article = thing.count > 1 ? "two " : "";
    return article + colour + nounOf(thing);
}

std::string whereOf(const Thing& thing)
{
    if (thing.count > 1 || traitsOf(thing.kind).middle)
        return "";
    return thing.side == Side::Left    ? " on the left"
           : thing.side == Side::Right ? " on the right"
                                       : " in the middle";
}

std::string filled(std::string text, const Words& words)
{
    for (const auto& [name, value] : words)
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
            text.replace(at, name.size(), value);
    return text;
}

Words thingWords(const Thing* before, const Thing* after)
{
    Words words;
    if (before) {
        words["{noun}"] = nounOf(*before);
        words["{the}"] = "the " + nounOf(*before);
        words["{The}"] = std::string("the ") + wordOf(before->colour) + " " + nounOf(*before);
    }
    if (after) {
        const bool recoloured = before && before->colour != after->colour;
        words["{a}"] = indefinite(*after, recoloured);
        words["{A}"] = indefinite(*after, true);
        words["{colour}"] = wordOf(after->colour);
        words["{where}"] = whereOf(*after);
    }
    return words;
}

Words weatherWords(Weather from, Weather to)
{
    constexpr const char* kNouns[] = {"clear", "rain", "snow", "fog"};
    constexpr const char* kSome[] = {"a clear sky", "rain", "snow", "fog"};
    constexpr const char* kAdjectives[] = {"clear", "rainy", "snowy", "foggy"};
    constexpr const char* kMoods[] = {"clear", "rain", "snow", "foggy"};
    constexpr const char* kVerbs[] = {"be clear", "rain", "snow", "be foggy"};
    return {{"{noun}", kNouns[std::size_t(to)]},           {"{some}", kSome[std::size_t(to)]},
            {"{adjective}", kAdjectives[std::size_t(to)]}, {"{mood}", kMoods[std::size_t(to)]},
            {"{verb}", kVerbs[std::size_t(to)]},           {"{old}", kNouns[std::size_t(from)]}};
}

Words dayTimeWords(DayTime from, DayTime to)
{
    return {{"{time}", wordOf(to)},
            {"{at}", to == DayTime::Day ? "by day" : std::string("at ") + wordOf(to)},
            {"{old}", wordOf(from)}};
}

Words wordsOf(const Family& family, std::size_t from, std::size_t to)
{
    const Scene &a = family.variants[from], &b = family.variants[to];
    if (family.slot == Slot::OfWeather)
        return weatherWords(a.weather, b.weather);
    if (family.slot == Slot::OfTime)
        return dayTimeWords(a.time, b.time);
    const auto thingOf = [&](const Scene& scene) {
        return family.thing < scene.things.size() ? &scene.things[family.thing] : nullptr;
    };
    return thingWords(thingOf(a), thingOf(b));
}

/// Whether the scene leaves only one spot for what is added.
bool isPlaceKnown(const Scene& without, const Thing& added)
{
    const Layer layer = traitsOf(added.kind).layer;
    return std::ranges::none_of(spotsIn(without.place), [&](const Spot& spot) {
        return spot.layer == layer && spot.side != added.side && !isTaken(spot, without);
    });
}

std::string listOf(const Scene& scene, Random& random)
{
    std::vector<std::string> names;
    for (const Thing& thing : scene.things)
        names.push_back(indefinite(thing, true) + (random.chance(0.25) ? whereOf(thing) : ""));
    for (std::size_t i = names.size(); i > 1; --i)
        std::swap(names[i - 1], names[std::size_t(random.below(int(i)))]);
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i)
        list += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return list;
}

std::string skyOf(const Scene& scene, Random& random)
{
    constexpr const char* kTimes[] = {" by day", " at sunset", " at night"};
    constexpr const char* kStreet[] = {" under a clear sky", " in the rain", " in the snow",
                                       " in the fog"};
    constexpr const char* kRoom[] = {" with a clear sky outside", " with rain outside",
                                     " with snow outside", " with fog outside"};
    const auto weather = std::size_t(scene.weather);
    std::string text;
    if (scene.time != DayTime::Day || random.chance(0.5))
        text += kTimes[std::size_t(scene.time)];
    if (scene.weather != Weather::Clear || random.chance(0.3))
        text += scene.place == Place::Street ? kStreet[weather] : kRoom[weather];
    return text;
}

} // namespace

std::string captionOf(const Scene& scene, Random& random)
{
    const std::string place = std::string("a ") + wordOf(scene.place);
    const std::string list = listOf(scene, random), sky = skyOf(scene, random);
    if (list.empty())
        return place + sky;
    switch (random.below(4)) {
    case 0:
        return place + sky + " with " + list;
    case 1:
        return list + (scene.place == Place::Street ? " on " : " in ") + place + sky;
    case 2:
        return "there is " + place + sky + ", with " + list;
    default:
        return place + " with " + list + (sky.empty() ? "" : "," + sky);
    }
}

std::vector<std::string> phrasingsOf(const Family& family, std::size_t from, std::size_t to,
                                     Split phrasings)
{
    const Words words = wordsOf(family, from, to);
    const EditKind kind = editKindOf(family, from, to);
    std::vector<std::string> texts;
    for (const char* pattern : patternsOf(kind, phrasings))
        texts.push_back(filled(pattern, words));
    if (kind == EditKind::ChangeWeather && family.variants[to].weather == Weather::Clear)
        for (const char* pattern : clearingPatterns(phrasings))
            texts.push_back(filled(pattern, words));
    return texts;
}

std::string instructionOf(const Family& family, std::size_t from, std::size_t to, Random& random,
                          Split phrasings)
{
    const auto texts = phrasingsOf(family, from, to, phrasings);
    std::string text = texts[std::size_t(random.below(int(texts.size())))];
    if (editKindOf(family, from, to) != EditKind::Add)
        return text;
    const Thing& added = family.variants[to].things[family.thing];
    const std::string where = whereOf(added);
    if (isPlaceKnown(family.variants[from], added) && random.chance(0.5) && text.ends_with(where))
        text.resize(text.size() - where.size());
    return text;
}

std::vector<std::string> allTexts(std::uint64_t seed, std::size_t families)
{
    Random random(seed);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < families; ++i) {
        const Family family = inventFamily(random.next(), Split::Training);
        for (std::size_t to = 0; to < family.variants.size(); ++to) {
            const std::size_t from = (to + 1) % family.variants.size();
            texts.push_back(captionOf(family.variants[to], random));
            texts.push_back(instructionOf(family, from, to, random, Split::Training));
        }
    }
    return texts;
}

} // namespace enogu
