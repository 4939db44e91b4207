// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/world.h"

#include <algorithm>
#include <utility>

namespace enogu {

namespace {

constexpr bool kStreet = true, kRoom = true, kMiddle = true, kPairs = true;
constexpr std::array<KindTraits, kKinds> kTraits{{
    {"balloon", "balloon", Layer::Sky, kStreet, !kRoom, !kMiddle, !kPairs},
    {"house", "house", Layer::Far, kStreet, !kRoom, !kMiddle, !kPairs},
    {"tree", "trees", Layer::Far, kStreet, !kRoom, !kMiddle, kPairs},
    {"tower", "tower", Layer::Far, kStreet, !kRoom, !kMiddle, !kPairs},
    {"bus", "bus", Layer::Road, kStreet, !kRoom, !kMiddle, !kPairs},
    {"car", "car", Layer::Road, kStreet, !kRoom, !kMiddle, !kPairs},
    {"truck", "truck", Layer::Road, kStreet, !kRoom, !kMiddle, !kPairs},
    {"bench", "bench", Layer::Front, kStreet, !kRoom, !kMiddle, !kPairs},
    {"cat", "cat", Layer::Front, kStreet, kRoom, !kMiddle, !kPairs},
    {"dog", "dog", Layer::Front, kStreet, kRoom, !kMiddle, !kPairs},
    {"ball", "ball", Layer::Front, kStreet, kRoom, !kMiddle, !kPairs},
    {"gift", "gift", Layer::Front, kStreet, kRoom, !kMiddle, !kPairs},
    {"clock", "clock", Layer::Wall, !kStreet, kRoom, !kMiddle, !kPairs},
    {"curtains", "curtains", Layer::Wall, !kStreet, kRoom, kMiddle, !kPairs},
    {"rug", "rug", Layer::Floor, !kStreet, kRoom, kMiddle, !kPairs},
    {"sofa", "sofa", Layer::Far, !kStreet, kRoom, !kMiddle, !kPairs},
    {"cabinet", "cabinet", Layer::Far, !kStreet, kRoom, !kMiddle, !kPairs},
    {"lamp", "lamp", Layer::Far, !kStreet, kRoom, !kMiddle, !kPairs},
    {"chair", "chairs", Layer::Front, !kStreet, kRoom, !kMiddle, kPairs},
    {"table", "table", Layer::Front, !kStreet, kRoom, kMiddle, !kPairs},
}};

constexpr std::array<Colour, kColours> kColourValues{{
    {0.84f, 0.15f, 0.16f}, // red
    {0.96f, 0.52f, 0.10f}, // orange
    {0.98f, 0.84f, 0.18f}, // yellow
    {0.18f, 0.62f, 0.28f}, // green
    {0.13f, 0.38f, 0.84f}, // blue
    {0.53f, 0.25f, 0.72f}, // purple
    {0.11f, 0.11f, 0.13f}, // black
    {0.95f, 0.95f, 0.94f}, // white
}};

constexpr std::pair<Kind, ColourName> kHeldOut[] = {
    {Kind::Bus, ColourName::Purple},    {Kind::Car, ColourName::Green},
    {Kind::Truck, ColourName::Yellow},  {Kind::House, ColourName::Blue},
    {Kind::Tree, ColourName::White},    {Kind::Tower, ColourName::Orange},
    {Kind::Balloon, ColourName::Black}, {Kind::Bench, ColourName::Red},
    {Kind::Cat, ColourName::Blue},      {Kind::Dog, ColourName::Purple},
    {Kind::Gift, ColourName::White},    {Kind::Clock, ColourName::Green},
    {Kind::Sofa, ColourName::Black},    {Kind::Lamp, ColourName::Red},
    {Kind::Chair, ColourName::Orange},  {Kind::Table, ColourName::Yellow},
};

} // namespace

const KindTraits& traitsOf(Kind kind)
{
    return kTraits[std::size_t(kind)];
}

const char* wordOf(ColourName colour)
{
    constexpr const char* kWords[] = {"red",  "orange", "yellow", "green",
                                      "blue", "purple", "black",  "white"};
    return kWords[std::size_t(colour)];
}

const char* wordOf(Place place)
{
    return place == Place::Street ? "street" : "room";
}

const char* wordOf(DayTime time)
{
    constexpr const char* kWords[] = {"day", "sunset", "night"};
    return kWords[std::size_t(time)];
}

Colour colourOf(ColourName name)
{
    return kColourValues[std::size_t(name)];
}

bool heldOutPair(Kind kind, ColourName colour)
{
    return std::ranges::find(kHeldOut, std::pair(kind, colour)) != std::end(kHeldOut);
}

} // namespace enogu
