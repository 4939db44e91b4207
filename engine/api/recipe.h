// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <string>
#include <variant>

namespace enogu {

enum class Upsampling { Auto, HalfPixel, Corners, Tf1 };
enum class DType { Auto, F32, Bf16, F16 };

/// The parameters of Cel's analytic head: they need no new network run. All are 0 … 1, except bands.
struct CelLook
{
    double flatness = 1.0;    ///< 0 the photo's own texture … 1 the network's flat layer
    int bands = 8;            ///< luminance bands, 2 … 16
    double lineWeight = 0.5;  ///< 0 no lines
    double warmth = 0.5;      ///< 0 neutral … 1 warm lights and cool shadows
    double colour = 0.5;      ///< 0 the photo's saturation … 1 vivid

    bool operator==(const CelLook&) const = default;
};

/// Photo → anime with one generator.
struct Animeify
{
    std::string style = "cel"; ///< "cel" or the path of a weight file or folder, UTF-8
    std::string styleHash;     ///< SHA-256 of the weights, hexadecimal; empty until the run fills it
    double strength = 1.0;     ///< 0 the photo … 1 the result
    double keepColour = 0.0;   ///< 0 the style's colours … 1 the photo's Lab mean and deviation
    Upsampling upsampling = Upsampling::Auto;
    DType dtype = DType::Auto;
    CelLook look;              ///< read when the style is Cel

    bool operator==(const Animeify&) const = default;
};

struct Crop
{
    int x = 0, y = 0;
    Extent extent; ///< inside the picture

    bool operator==(const Crop&) const = default;
};

struct Straighten
{
    double degrees = 0; ///< clockwise, −45 … 45; cropped to the largest upright rectangle inside

    bool operator==(const Straighten&) const = default;
};

struct Turn
{
    int quarters = 1; ///< clockwise quarter turns, 1 … 3

    bool operator==(const Turn&) const = default;
};

struct Flip
{
    bool horizontal = true; ///< true mirrors left and right, false top and bottom

    bool operator==(const Flip&) const = default;
};

struct Resize
{
    Extent extent;

    bool operator==(const Resize&) const = default;
};

/// One edit: everything that influences pixels.
using EditRecipe = std::variant<Animeify, Crop, Straighten, Turn, Flip, Resize>;

} // namespace enogu
