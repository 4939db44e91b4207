// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"
#include "engine/pipelines/denoising.h"

namespace enogu {

/// InstructPix2Pix (Brooks et al. 2022, arXiv 2211.09800): input.picture as the instruction changes
/// it. The network sees the mean of the picture's latents, not scaled, beside x in two of its rows
/// (text and picture, picture) and zeros in the third; both guidances count whatever their values.
/// The mask is not looked at. Throws as generate() does. Call inside at::InferenceMode.
DiffusionResult instruct(const DiffusionModel& model, const core::SamplerConfig& sampler,
                         const Instruct& recipe, const DiffusionInput& input,
                         const DiffusionRun& how);

/// InstructPix2Pix's choice of sides, in whole numbers: the long side is about `bound` and both are
/// multiples of `step` (its authors': 512 and 64).
Extent instructExtent(Extent picture, int bound, std::int64_t step);

} // namespace enogu
