// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/family.h"

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

using Mask = std::vector<unsigned char>;

bool isOfSky(const Family& family)
{
    return family.slot == Slot::OfWeather || family.slot == Slot::OfTime;
}

template <class MaskOf>
Mask eitherOf(const Family& family, std::size_t from, std::size_t to, Mask mask, MaskOf&& maskOne)
{
    for (const std::size_t variant : {from, to}) {
        const Scene& scene = family.variants[variant];
        if (family.thing >= scene.things.size())
            continue;
        const Mask one = maskOne(scene);
        for (std::size_t i = 0; i < mask.size(); ++i)
            mask[i] = std::max(mask[i], one[i]);
    }
    return mask;
}

Mask maskOfAll(int width, int height, unsigned char level)
{
    return Mask(std::size_t(width) * std::size_t(height), level);
}

/// Where two pictures differ enough to be seen.
Mask visibleDifference(const Canvas& a, const Canvas& b)
{
    constexpr float kVisible = 0.03f;
    Mask mask(a.samples.size() / 3);
    for (std::size_t i = 0; i < a.samples.size(); ++i)
        if (std::abs(a.samples[i] - b.samples[i]) > kVisible)
            mask[i % mask.size()] = 255;
    return mask;
}

} // namespace

const char* wordOf(EditKind kind)
{
    constexpr const char* kWords[] = {"recolour", "replace", "add", "remove", "weather", "time"};
    return kWords[std::size_t(kind)];
}

bool showsHeldOutPair(const Scene& scene)
{
    return std::ranges::any_of(
        scene.things, [](const Thing& thing) { return heldOutPair(thing.kind, thing.colour); });
}

EditKind editKindOf(const Family& family, std::size_t from, std::size_t to)
{
    if (family.slot == Slot::OfWeather)
        return EditKind::ChangeWeather;
    if (family.slot == Slot::OfTime)
        return EditKind::ChangeTime;
    const auto& before = family.variants[from].things;
    const auto& after = family.variants[to].things;
    if (family.thing >= before.size())
        return EditKind::Add;
    if (family.thing >= after.size())
        return EditKind::Remove;
    return before[family.thing].kind == after[family.thing].kind ? EditKind::Recolour
                                                                 : EditKind::Replace;
}

Mask changeOf(const Family& family, std::size_t from, std::size_t to, int width, int height)
{
    if (isOfSky(family))
        return maskOfAll(width, height, 255);
    return eitherOf(family, from, to, maskOfAll(width, height, 0), [&](const Scene& scene) {
        return touchedBy(scene, family.thing, width, height);
    });
}

Mask objectOf(const Family& family, std::size_t from, std::size_t to, int width, int height)
{
    if (isOfSky(family))
        return visibleDifference(drawScene(family.variants[from], width, height),
                                 drawScene(family.variants[to], width, height));
    return eitherOf(family, from, to, maskOfAll(width, height, 0),
                    [&](const Scene& scene) { return maskOf(scene, family.thing, width, height); });
}

} // namespace enogu
