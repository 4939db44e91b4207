// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace enogu {

enum class Upsampling { Auto, HalfPixel, Corners, Tf1 };
enum class DType { Auto, F32, Bf16, F16 };

/// The parameters of Cel's analytic head: they need no new network run. All are 0 … 1, except
/// bands.
struct CelLook
{
    double flatness = 1.0;   ///< 0 the photo's own texture … 1 the network's flat layer
    int bands = 8;           ///< luminance bands, 2 … 16
    double lineWeight = 0.5; ///< 0 no lines
    double warmth = 0.5;     ///< 0 neutral … 1 warm lights and cool shadows
    double colour = 0.5;     ///< 0 the photo's saturation … 1 vivid

    bool operator==(const CelLook&) const = default;
};

/// Photo → anime with one generator.
struct Animeify
{
    std::string style = "cel"; ///< "cel" or the path of a weight file or folder, UTF-8
    std::string styleHash;   ///< SHA-256 of the weights, hexadecimal; empty until the run fills it
    double strength = 1.0;   ///< 0 the photo … 1 the result
    double keepColour = 0.0; ///< 0 the style's colours … 1 the photo's Lab mean and deviation
    Upsampling upsampling = Upsampling::Auto;
    DType dtype = DType::Auto;
    CelLook look; ///< read when the style is Cel

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

/// Model: the class and settings of the model folder itself.
enum class SamplerChoice {
    Model,
    Ddim,
    Ddpm,
    Euler,
    EulerAncestral,
    Lms,
    Pndm,
    DpmPp2M,
    DpmPp2MKarras,
    UniPc,
    Lcm
};

/// As people and files write them, in SamplerChoice's order.
inline constexpr std::array kSamplerWords{"model",           "ddim",  "ddpm", "euler",
                                          "euler_a",         "lms",   "pndm", "dpmpp_2m",
                                          "dpmpp_2m_karras", "unipc", "lcm"};

constexpr std::uint64_t kLargestSeed = (std::uint64_t(1) << 53) - 1; ///< exact in every JSON reader

constexpr int kMostSteps = 1000;
constexpr int kMostCalls = kMostSteps + 9; ///< of a network: PNDM begins with more than one a step
constexpr double kMostGuidance = 1000;
constexpr double kOwnGuidance = -1; ///< the one that the model advises; the run fills it in
constexpr int kMostSide = 16384;    ///< of a diffusion model's picture, in pixels
constexpr int kMostGrowth = 4096;   ///< of a mask, in pixels

/// What a diffusion model's run began with: an input that a recipe needs again.
enum class BegunWith { Words, Photo, MaskedPhoto };

/// How a diffusion model is run, whatever it makes.
struct Diffusion
{
    std::string model;     ///< folder, file or hub id, UTF-8; empty: the bundled model
    std::string modelHash; ///< SHA-256 of the weights, hexadecimal; empty until the run fills it
    std::string variant;   ///< of a folder's weights, e.g. "fp16"; empty: the plain ones
    bool ema = false;      ///< single files: the averaged weights
    std::string negative;  ///< what to avoid, UTF-8
    SamplerChoice sampler = SamplerChoice::DpmPp2MKarras;
    int steps = 20;         ///< 1 … kMostSteps
    std::uint64_t seed = 0; ///< up to kLargestSeed
    int grow = 0;           ///< pixels by which the mask grows, up to kMostGrowth
    int feather = 0; ///< pixels, up to kMostGrowth, over which the result fades into the photo
                     ///< outside the mask
    DType dtype = DType::Auto;
    BegunWith begunWith = BegunWith::Words; ///< the run fills it
    /// Steps taken over from the recipe before this one in the list, whose input is this one's too;
    /// 0: none. What differs from that recipe counts from this step on.
    int fromStep = 0;
    /// 1 … Step::count: the result is the clean picture that this step predicts, and the run ends
    /// with it; 0: the last one. Going on from what this very step left (fromStep = keepStep) it is
    /// decoded without a network call; from what the step before left with one.
    int keepStep = 0;

    bool operator==(const Diffusion&) const = default;
};

/// Text → picture; from a photo when the job has one, inside its mask when it has that too.
struct Generate : Diffusion
{
    std::string prompt;         ///< UTF-8; models without words ignore it
    double guidance = 7.5;      ///< 0 … kMostGuidance or kOwnGuidance; up to 1: the prompt alone
    double guidanceRescale = 0; ///< 0 … 1 (arXiv 2305.08891, section 3.4)
    /// Without a photo the picture's sides; with one, the larger bounds its long side. 0 × 0 stands
    /// for the model's native size.
    Extent size = {};
    double strength = 0.75; ///< with a photo: share of the steps that are taken; 0 the photo

    bool operator==(const Generate&) const = default;
};

/// Photo → the photo as an instruction changes it, inside the job's mask when it has one.
struct Instruct : Diffusion
{
    std::string instruction; ///< UTF-8, e.g. "make the bus black"; blank: the photo
    /// How closely to follow the instruction, and to keep to the photo; each 0 … kMostGuidance or
    /// kOwnGuidance.
    double textGuidance = 7.5, imageGuidance = 1.5;
    int size = 0; ///< up to kMostSide: of the long side while it is worked on; 0: the model's own

    bool operator==(const Instruct&) const = default;
};

struct Point
{
    int x = 0, y = 0;

    bool operator==(const Point&) const = default;
};

/// What the recipe before this one in the list changed, in some places only: elsewhere the picture
/// is again the one that it was applied to. The places are the connected regions where both differ
/// visibly.
struct KeepChanges
{
    double threshold = 8; ///< CIEDE2000 from which on a place differs, up to kMostDifference
    bool all = true;      ///< every region but those under `points`; false: only those
    std::vector<Point> points = {}; ///< in the picture's pixels
    int grow = 0;                   ///< pixels by which the regions grow, up to kMostGrowth
    int feather = 0;                ///< pixels, up to kMostGrowth, over which they fade

    bool operator==(const KeepChanges&) const = default;
};

constexpr double kMostDifference = 100;

/// One edit: everything that influences pixels.
using EditRecipe =
    std::variant<Animeify, Crop, Straighten, Turn, Flip, Resize, Generate, Instruct, KeepChanges>;

} // namespace enogu
