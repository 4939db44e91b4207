// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/blocks.h"

namespace enogu::core {

/// External attention of AnimeGAN v3: every pixel looks up a shared memory, and each of its slots
/// is normalised over all pixels of the picture.
struct ExternalAttention
{
    at::Tensor input;  ///< [channels, channels], applied to columns
    at::Tensor memory; ///< [channels, slots]
    at::Tensor output; ///< [channels, channels], the stored norm folded in
    at::Tensor offset; ///< [channels], of the stored norm
};

ExternalAttention readAttention(const Reader& read, const std::string& key);
/// The attention with its identity, stored; the leaky rectifier is pending.
Map attended(Run& run, Map x, const ExternalAttention& attention);

} // namespace enogu::core
