// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <cstddef>
#include <vector>

namespace enogu {

/// Cel's grading of one pixel: tone curve and soft bands on L*, saturation by chroma, warm lights
/// and cool shadows. Immutable; may be shared between threads.
class ToneCurve
{
public:
    explicit ToneCurve(const CelLook& look);

    /// Grades `count` packed (L*, a*, b*) pixels in place; L* is 0 … 100.
    void apply(float* lab, std::size_t count) const;

    /// The L* that an input L* becomes.
    float lightness(float l) const;

private:
    struct Entry
    {
        float lightness, warmA, warmB;
    };
    std::vector<Entry> m_table; ///< kSteps + 1 entries over L* 0 … 100
    float m_vividness;
};

} // namespace enogu
