// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/scene.h"

namespace enogu {

/// Seeds of the two splits never give the same numbers; a training scene holds no held-out pair.
enum class Split { Training, HeldOut };

/// In what the scenes of a family differ.
enum class Slot { OfColour, OfKind, OfPresence, OfWeather, OfTime };

enum class EditKind { Recolour, Replace, Add, Remove, ChangeWeather, ChangeTime };
constexpr int kEditKinds = 6;
const char* wordOf(EditKind kind);

/// 3 to 5 scenes that differ in one slot, so that each ordered pair of them is an exact edit. The
/// thing that differs, if any, is the last one; in OfPresence families the first scene lacks it.
struct Family
{
    Slot slot{};
    std::size_t thing = 0; ///< index of the thing that differs; nothing where a scene has fewer
    std::vector<Scene> variants;

    bool operator==(const Family&) const = default;
};

/// A scene with 1 to 6 things, each 3 to 30 % of the picture. The same seed and split, the same
/// scene.
Scene inventScene(std::uint64_t seed, Split split);
/// Some HeldOut families show held-out pairs; showsHeldOutPair tells of each variant.
Family inventFamily(std::uint64_t seed, Split split);

/// Whether a scene shows one of the pairs held out of training.
bool showsHeldOutPair(const Scene& scene);

/// What the edit from one variant to another is.
EditKind editKindOf(const Family& family, std::size_t from, std::size_t to);

/// 255 where the edit may change a pixel: the edited thing and its shadow in either variant; all
/// of the picture for weather and time of day.
std::vector<unsigned char> changeOf(const Family& family, std::size_t from, std::size_t to,
                                    int width, int height);
/// 255 where the edited thing itself is seen in either variant; for weather and time of day where
/// the pictures visibly differ.
std::vector<unsigned char> objectOf(const Family& family, std::size_t from, std::size_t to,
                                    int width, int height);

} // namespace enogu
