// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/canvas.h"

#include <array>
#include <string>

namespace enogu {

/// What the drawn world is made of, and its words. Order of the enumerators: part of every seed.
enum class Kind {
    Balloon,
    House,
    Tree,
    Tower,
    Bus,
    Car,
    Truck,
    Bench,
    Cat,
    Dog,
    Ball,
    Gift,
    Clock,
    Curtains,
    Rug,
    Sofa,
    Cabinet,
    Lamp,
    Chair,
    Table,
};
constexpr int kKinds = 20;

enum class ColourName { Red, Orange, Yellow, Green, Blue, Purple, Black, White };
constexpr int kColours = 8;

enum class Place { Street, Room };
enum class Weather { Clear, Rain, Snow, Fog };
enum class DayTime { Day, Sunset, Night };
enum class Side { Left, Middle, Right };

/// Where a kind stands; also the order in which things cover each other.
enum class Layer { Sky, Wall, Floor, Far, Road, Front };

struct KindTraits
{
    const char* word;   ///< of one
    const char* plural; ///< of two; the same as word where there is only ever one
    Layer layer;        ///< in a street: Sky, Far, Road, Front; in a room: Wall, Floor, Far, Front
    bool street, room;  ///< where it is found
    bool middle;        ///< stands in the middle only
    bool inPairs;       ///< may come in two, left and right
};
const KindTraits& traitsOf(Kind kind);

const char* wordOf(ColourName colour);
const char* wordOf(Place place);
const char* wordOf(DayTime time);

/// The colour of a thing's main body in plain daylight, sRGB.
Colour colourOf(ColourName name);

/// One of the 16 pairs that no training picture or text holds.
bool heldOutPair(Kind kind, ColourName colour);

} // namespace enogu
