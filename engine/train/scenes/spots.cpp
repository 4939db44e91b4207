// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/spots.h"

#include <algorithm>

namespace enogu {

namespace {

constexpr int kSide = 48; ///< of the masks that readability is judged by
constexpr double kLeast = 0.033, kMost = 0.29, kLeastOfItself = 0.6;

double shareSeen(const Scene& scene, std::size_t thing)
{
    const auto mask = maskOf(scene, thing, kSide, kSide);
    return double(std::ranges::count(mask, 255)) / double(mask.size());
}

/// Share of the picture that one of a kind takes when nothing covers it.
double ownShare(Kind kind)
{
    static const auto kShares = [] {
        std::array<double, kKinds> shares{};
        for (int i = 0; i < kKinds; ++i) {
            Scene scene;
            scene.place = traitsOf(Kind(i)).street ? Place::Street : Place::Room;
            scene.things = {{Kind(i), ColourName::Red, Side::Middle, 1, 0, 0, 1}};
            shares[std::size_t(i)] = shareSeen(scene, 0);
        }
        return shares;
    }();
    return kShares[std::size_t(kind)];
}

} // namespace

std::vector<Spot> spotsIn(Place place)
{
    if (place == Place::Street)
        return {{Layer::Sky, Side::Left},   {Layer::Sky, Side::Right},  {Layer::Far, Side::Left},
                {Layer::Far, Side::Right},  {Layer::Road, Side::Left},  {Layer::Road, Side::Right},
                {Layer::Front, Side::Left}, {Layer::Front, Side::Right}};
    return {
        {Layer::Wall, Side::Left},    {Layer::Wall, Side::Middle},  {Layer::Wall, Side::Right},
        {Layer::Floor, Side::Middle}, {Layer::Far, Side::Left},     {Layer::Far, Side::Right},
        {Layer::Front, Side::Left},   {Layer::Front, Side::Middle}, {Layer::Front, Side::Right}};
}

std::vector<Kind> kindsFor(const Spot& spot, const Scene& scene)
{
    std::vector<Kind> kinds;
    for (int i = 0; i < kKinds; ++i) {
        const KindTraits& traits = traitsOf(Kind(i));
        const bool found = scene.place == Place::Street ? traits.street : traits.room;
        const bool fits = traits.layer == spot.layer &&
                          (spot.side == Side::Middle ? traits.middle || traits.layer == Layer::Front
                                                     : !traits.middle);
        if (found && fits && !std::ranges::count(scene.things, Kind(i), &Thing::kind))
            kinds.push_back(Kind(i));
    }
    return kinds;
}

bool isTaken(const Spot& spot, const Scene& scene)
{
    return std::ranges::any_of(scene.things, [&](const Thing& thing) {
        const bool there = thing.side == spot.side || (thing.count > 1 && spot.side == Side::Right);
        return traitsOf(thing.kind).layer == spot.layer && there;
    });
}

bool isReadable(const Scene& scene)
{
    for (std::size_t i = 0; i < scene.things.size(); ++i) {
        const Thing& thing = scene.things[i];
        const double own = ownShare(thing.kind) * thing.size * thing.size * thing.count;
        const double seen = shareSeen(scene, i);
        if (seen < kLeast || seen > kMost || seen < kLeastOfItself * own)
            return false;
    }
    return true;
}

} // namespace enogu
