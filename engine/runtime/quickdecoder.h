// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/pipelines/preview.h"

namespace enogu {

/// Makes quick pictures of steps: a map fitted once for every autoencoder and, for what a step
/// predicts, the tiny autoencoder where the user has one that suits.
class QuickDecoder
{
public:
    /// Makes ready for a model; `loaded` tells models apart. The map is read from the folder
    /// `cache`, or fitted and kept there, unless it is empty. A cache that cannot be written is no
    /// fault.
    void prepare(const DiffusionModel& model, const std::string& loaded,
                 const std::filesystem::path& cache, const core::Checkpoint& checkpoint);
    void forget();

    /// latent [1, C, h, w], scaled as the UNet sees it → [1, 3, H, W] float32 on the CPU, of about
    /// the same proportions, clamped to [−1, 1].
    at::Tensor noisy(const at::Tensor& latent) const { return (*m_map)(latent); }
    at::Tensor predicted(const at::Tensor& latent) const;

private:
    std::optional<LatentMap> m_map;
    std::optional<core::TinyAutoencoder> m_tiny;
    std::string m_loaded;
};

} // namespace enogu
