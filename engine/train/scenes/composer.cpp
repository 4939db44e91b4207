// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/family.h"
#include "engine/train/scenes/random.h"
#include "engine/train/scenes/spots.h"

#include <algorithm>

namespace enogu {

namespace {

template <class T>
void shuffle(std::vector<T>& items, Random& random)
{
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[std::size_t(random.below(int(i)))]);
}

Random randomOf(std::uint64_t seed, Split split)
{
    return Random(Random(2 * seed + (split == Split::HeldOut ? 1 : 0)).next());
}

template <class T>
T weighted(Random& random, std::initializer_list<std::pair<T, double>> choices)
{
    double rest = random.unit();
    for (const auto& [value, weight] : choices)
        if ((rest -= weight) < 0)
            return value;
    return choices.begin()->first;
}

ColourName pickColour(Random& random, Kind kind)
{
    for (;;) {
        const auto colour = ColourName(random.below(kColours));
        if (!heldOutPair(kind, colour))
            return colour;
    }
}

/// The thing at its spot, without the liberty that things take otherwise.
Thing plainThing(Random& random, const Spot& spot, const Scene& scene)
{
    const std::vector<Kind> kinds = kindsFor(spot, scene);
    Thing thing;
    thing.kind = kinds[std::size_t(random.below(int(kinds.size())))];
    thing.colour = pickColour(random, thing.kind);
    thing.side = spot.side;
    const bool room = spot.side == Side::Left && !isTaken({spot.layer, Side::Right}, scene);
    if (traitsOf(thing.kind).inPairs && room && random.chance(0.5))
        thing.count = 2;
    return thing;
}

void jitter(Thing& thing, Random& random)
{
    thing.dx = random.between(-0.022, 0.022);
    thing.dy = random.between(-0.008, 0.008);
    thing.size = random.between(0.95, 1.06);
}

Scene composed(Random& random)
{
    Scene scene;
    scene.place = random.chance(0.55) ? Place::Street : Place::Room;
    scene.weather = weighted<Weather>(random, {{Weather::Clear, 0.46},
                                               {Weather::Rain, 0.18},
                                               {Weather::Snow, 0.18},
                                               {Weather::Fog, 0.18}});
    scene.time = weighted<DayTime>(
        random, {{DayTime::Day, 0.5}, {DayTime::Sunset, 0.23}, {DayTime::Night, 0.27}});
    scene.backdrop = random.next();
    const int count =
        weighted<int>(random, {{3, 0.25}, {4, 0.25}, {2, 0.17}, {5, 0.15}, {6, 0.10}, {1, 0.08}});
    std::vector<Spot> spots = spotsIn(scene.place);
    shuffle(spots, random);
    for (const Spot& spot : spots) {
        if (int(scene.things.size()) == count)
            break;
        if (isTaken(spot, scene) || kindsFor(spot, scene).empty())
            continue;
        scene.things.push_back(plainThing(random, spot, scene));
        jitter(scene.things.back(), random);
    }
    return scene;
}

/// Colours of a kind in random order, those that training never sees left out.
std::vector<ColourName> coloursFor(Kind kind, Random& random)
{
    std::vector<ColourName> colours;
    for (int i = 0; i < kColours; ++i)
        if (!heldOutPair(kind, ColourName(i)))
            colours.push_back(ColourName(i));
    shuffle(colours, random);
    return colours;
}

Scene with(Scene scene, const Thing& thing)
{
    scene.things.back() = thing;
    return scene;
}

/// Puts a held-out colour first, if the kind has one.
bool preferHeldOut(Kind kind, std::vector<ColourName>& colours)
{
    for (int i = 0; i < kColours; ++i) {
        if (heldOutPair(kind, ColourName(i))) {
            colours.insert(colours.begin(), ColourName(i));
            return true;
        }
    }
    return false;
}

void varyColour(Family& family, const Scene& scene, Random& random, bool heldOut)
{
    Thing thing = scene.things.back();
    std::vector<ColourName> colours = coloursFor(thing.kind, random);
    if (heldOut && !preferHeldOut(thing.kind, colours))
        return;
    colours.resize(std::size_t(3 + random.below(3)));
    for (const ColourName colour : colours) {
        thing.colour = colour;
        family.variants.push_back(with(scene, thing));
    }
}

std::vector<Kind> otherKinds(const Scene& scene, Random& random)
{
    const Thing& thing = scene.things.back();
    std::vector<Kind> kinds = kindsFor({traitsOf(thing.kind).layer, thing.side}, scene);
    std::erase_if(kinds, [&](Kind kind) { return heldOutPair(kind, thing.colour); });
    shuffle(kinds, random);
    return kinds;
}

void varyKind(Family& family, const Scene& scene, Random& random)
{
    Thing thing = scene.things.back();
    std::vector<Kind> kinds = otherKinds(scene, random);
    if (thing.count > 1 || kinds.empty())
        return;
    family.variants.push_back(scene);
    kinds.resize(std::min(kinds.size(), std::size_t(3)));
    for (const Kind kind : kinds) {
        thing.kind = kind;
        family.variants.push_back(with(scene, thing));
    }
    if (family.variants.size() < 3) // a kind that only one other can stand in for: other colours
        for (const ColourName colour : coloursFor(thing.kind, random))
            if (family.variants.size() < 3 && colour != scene.things.back().colour) {
                thing.colour = colour;
                family.variants.push_back(with(scene, thing));
            }
}

void varyPresence(Family& family, const Scene& scene, Random& random, bool heldOut)
{
    Thing thing = scene.things.back();
    thing.dx = thing.dy = 0;
    thing.size = 1;
    Scene without = scene;
    without.things.pop_back();
    family.variants.push_back(without);
    std::vector<ColourName> colours = coloursFor(thing.kind, random);
    if (heldOut && !preferHeldOut(thing.kind, colours))
        return;
    for (int i = 0; i < 2; ++i) {
        thing.colour = colours[std::size_t(i)];
        family.variants.push_back(with(scene, thing));
    }
    const std::vector<Kind> kinds = otherKinds(family.variants.back(), random);
    if (thing.count == 1 && !kinds.empty()) {
        thing.kind = kinds.front();
        family.variants.push_back(with(scene, thing));
    }
}

void varyWeather(Family& family, const Scene& scene)
{
    for (int i = 0; i < 4; ++i) {
        family.variants.push_back(scene);
        family.variants.back().weather = Weather(i);
    }
}

void varyDayTime(Family& family, const Scene& scene)
{
    for (int i = 0; i < 3; ++i) {
        family.variants.push_back(scene);
        family.variants.back().time = DayTime(i);
    }
}

Family composedFamily(Random& random, bool heldOut)
{
    const Scene scene = composed(random);
    Family family;
    family.thing = scene.things.size() - 1;
    family.slot = weighted<Slot>(random, {{Slot::OfColour, 0.30},
                                          {Slot::OfKind, 0.20},
                                          {Slot::OfPresence, 0.26},
                                          {Slot::OfWeather, 0.13},
                                          {Slot::OfTime, 0.11}});
    switch (family.slot) {
    case Slot::OfColour:
        varyColour(family, scene, random, heldOut);
        break;
    case Slot::OfKind:
        varyKind(family, scene, random);
        break;
    case Slot::OfPresence:
        varyPresence(family, scene, random, heldOut);
        break;
    case Slot::OfWeather:
        varyWeather(family, scene);
        break;
    case Slot::OfTime:
        varyDayTime(family, scene);
        break;
    }
    return family;
}

bool isThingSlot(Slot slot)
{
    return slot != Slot::OfWeather && slot != Slot::OfTime;
}

} // namespace

Scene inventScene(std::uint64_t seed, Split split)
{
    Random random = randomOf(seed, split);
    for (;;) {
        const Scene scene = composed(random);
        if (isReadable(scene))
            return scene;
    }
}

Family inventFamily(std::uint64_t seed, Split split)
{
    Random random = randomOf(seed, split);
    random.next();
    const bool heldOut = split == Split::HeldOut && random.chance(1.0 / 3);
    for (;;) {
        const Family family = composedFamily(random, heldOut);
        if (family.variants.size() < 3)
            continue;
        const bool readable = isThingSlot(family.slot)
                                  ? std::ranges::all_of(family.variants, isReadable)
                                  : isReadable(family.variants.front());
        if (readable)
            return family;
    }
}

} // namespace enogu
