// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "engine/api/mask.h"
#include "engine/api/recipe.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace enogu {

/// CIEDE2000 of two colours, each L* (0 … 100), a*, b*; about 1 is the least that an eye sees.
float colourDifference(const std::array<float, 3>& first, const std::array<float, 3>& second);

/// How visibly two pictures differ, place by place: CIEDE2000 of both after a slight blur, so that
/// grain does not count. Immutable; copies share the map. Any thread.
class Difference
{
public:
    /// Longer side of the pictures that this is meant for: larger ones cost more and show no more.
    static constexpr int kSide = 1024;

    /// Two sRGB pictures of one extent, that of the map. Throws Error(BadArgument) otherwise.
    Difference(const Image& before, const Image& after);

    Extent extent() const { return m_extent; }
    const float* row(int y) const
    {
        return m_values->data() + std::size_t(y) * std::size_t(m_extent.width);
    }
    float mean() const;
    /// Share of the picture, 0 … 1, whose difference is at least `threshold`.
    double share(double threshold) const;

private:
    Extent m_extent;
    std::shared_ptr<const std::vector<float>> m_values;
};

/// What a run did to a picture, as the person sees it.
enum class Change { Nothing, Part, Everything };
Change changeOf(const Difference& difference);

/// A connected part of the map that differs by at least a threshold.
struct ChangedRegion
{
    std::size_t pixels = 0; ///< of the map
    int left = 0, top = 0;  ///< of its bounding box, in pixels of the map
    Extent box = {};
    bool isKept = true;
};

/// The changed regions of a map under one recipe, specks left out. Immutable; any thread.
class ChangedRegions
{
public:
    /// `photo`: the extent that the recipe's points refer to, no less than the map's.
    ChangedRegions(const Difference& difference, const KeepChanges& recipe, const Extent& photo);

    const Difference& difference() const { return m_difference; }
    const KeepChanges& recipe() const { return m_recipe; }
    const std::vector<ChangedRegion>& regions() const { return m_regions; }
    /// Index of the region at a pixel of the photo; −1 outside of all.
    int at(const Point& point) const;
    /// The same at a pixel of the map.
    int atPixel(int x, int y) const;
    /// A pixel of the photo that lies in the region.
    Point pointIn(int region) const;
    /// The recipe with the region at `point` kept where it is not, and not kept where it is.
    KeepChanges toggled(const Point& point) const;

    /// Where the change is kept, with its growth and feather: of the photo's extent, or of the
    /// map's where `reduced`.
    Mask mask(bool reduced = false) const;

private:
    Difference m_difference;
    KeepChanges m_recipe;
    Extent m_photo;
    std::vector<ChangedRegion> m_regions;
    std::vector<int> m_regionOfLabel; ///< −1: below the threshold, or a speck
    std::vector<int> m_labels;        ///< of every pixel of the map
};

} // namespace enogu
