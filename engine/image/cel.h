// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <functional>

namespace enogu {

/// The analytic head of the style Cel: from the photo and its flattened layer (Xu et al. 2011, L0
/// smoothing) to the finished picture. Tone curve and soft luminance bands (Winnemöller et al.
/// 2006), chroma-dependent saturation, warm lights and cool shadows, and lines from a difference of
/// Gaussians smoothed along the edge flow (Kang et al. 2007), inked in the local colour.
///
/// Both pictures are sRGB and of one extent; the result has the photo's channels, depth and alpha.
/// Runs on all cores; `checkpoint` is called between stages on the calling thread and may throw.
/// Line width follows the picture's size, so a reduced proxy looks like the full picture.
Image celPicture(const Image& photo, const Image& flatLayer, const CelLook& look,
                 const std::function<void()>& checkpoint = {});

/// celPicture with the edit's look, then keepColour and blendStrength with its amounts.
Image lookPicture(const Image& photo, const Image& flatLayer, const Animeify& edit,
                  const std::function<void()>& checkpoint = {});

} // namespace enogu
