// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/phrasings.h"

namespace enogu {

namespace {

using Patterns = std::span<const char* const>;

struct Pair
{
    Patterns training, heldOut;
};

constexpr const char* kRecolour[] = {"turn {The} into {colour}",
                                     "turn {the} {colour}",
                                     "make {the} {colour}",
                                     "make {The} {colour}",
                                     "change the color of {the} to {colour}",
                                     "change the colour of {the} to {colour}",
                                     "change {The} to {colour}",
                                     "paint {the} {colour}",
                                     "color {the} {colour}",
                                     "colour {the} {colour}",
                                     "{the} should be {colour}"};
constexpr const char* kRecolourHeldOut[] = {"give {the} the color {colour}",
                                            "let {the} be {colour}"};

constexpr const char* kReplace[] = {
    "replace {the} with {a}",    "replace {The} with {A}",    "swap {the} for {a}",
    "turn {the} into {a}",       "change {the} into {a}",     "change {The} to {A}",
    "put {a} in place of {the}", "show {a} instead of {the}", "make {the} {a}"};
constexpr const char* kReplaceHeldOut[] = {"give me {a} in place of {the}",
                                           "i want {a} instead of {the}"};

constexpr const char* kAdd[] = {
    "add {A}{where}",   "put {A}{where}",    "draw {A}{where}",    "show {A}{where}",
    "place {A}{where}", "i want {A}{where}", "give me {A}{where}", "there should be {A}{where}"};
constexpr const char* kAddHeldOut[] = {"let there be {A}{where}", "paint {A}{where}"};

constexpr const char* kRemove[] = {
    "remove {the}",         "remove {The}", "take away {the}",           "take {the} away",
    "delete {the}",         "erase {the}",  "there should be no {noun}", "i want no {noun}",
    "show it without {the}"};
constexpr const char* kRemoveHeldOut[] = {"let there be no {noun}", "draw it without {the}"};

constexpr const char* kWeather[] = {"make it {mood}",
                                    "make it {adjective}",
                                    "let it {verb}",
                                    "it should {verb}",
                                    "add {some}",
                                    "change the weather to {noun}",
                                    "turn the weather into {noun}",
                                    "make the weather {adjective}",
                                    "i want {some}"};
constexpr const char* kWeatherHeldOut[] = {"there should be {some}",
                                           "the weather should be {adjective}"};
constexpr const char* kClearing[] = {"stop the {old}", "remove the {old}", "take away the {old}"};
constexpr const char* kClearingHeldOut[] = {"erase the {old}"};

constexpr const char* kDayTime[] = {"make it {time}",
                                    "turn it into {time}",
                                    "turn the {old} into {time}",
                                    "change the time to {time}",
                                    "change the time of day to {time}",
                                    "it should be {time}",
                                    "show it {at}",
                                    "i want it to be {time}"};
constexpr const char* kDayTimeHeldOut[] = {"let it be {time}", "draw it {at}"};

constexpr Pair kPatterns[kEditKinds] = {{kRecolour, kRecolourHeldOut}, {kReplace, kReplaceHeldOut},
                                        {kAdd, kAddHeldOut},           {kRemove, kRemoveHeldOut},
                                        {kWeather, kWeatherHeldOut},   {kDayTime, kDayTimeHeldOut}};

Patterns halfOf(const Pair& pair, Split split)
{
    return split == Split::Training ? pair.training : pair.heldOut;
}

} // namespace

Patterns patternsOf(EditKind kind, Split phrasings)
{
    return halfOf(kPatterns[std::size_t(kind)], phrasings);
}

Patterns clearingPatterns(Split phrasings)
{
    return halfOf({kClearing, kClearingHeldOut}, phrasings);
}

} // namespace enogu
