// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/canvas.h"
#include "engine/train/scenes/random.h"

namespace enogu {

/// The colours of one picture: a mean, a tint and a spread about it, like those of photographs
/// (dull colours are common, strong ones rare; the blue–orange axis is wider than the green–purple
/// one).
class Palette
{
public:
    explicit Palette(Random& random);
    Colour pick(Random& random) const;

private:
    float m_luma, m_lumaSpread, m_chroma, m_warmth, m_green;
};

/// A surface about a base colour: flat, gradient, clouds (1/f), fine grain, stripes, checker,
/// weave, leaves, pebbles, bricks or brushed lines, at a random scale, angle and contrast, on a
/// gradient. `size` is the painted thing's radius in pixels.
Paint surface(Random& random, const Colour& base, float size);

} // namespace enogu
