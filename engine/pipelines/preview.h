// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/diffusionmodel.h"

#include <filesystem>
#include <optional>

namespace enogu {

/// What a model's decoder does, about, at the cost of nothing: a pixel of a small picture is a
/// linear function of the latents there and around it.
class LatentMap
{
public:
    /// weights [3, C, 3, 3], bias [3]; float32 on the CPU.
    LatentMap(at::Tensor weights, at::Tensor bias);

    /// latent [1, C, h, w], scaled as the UNet sees it → [1, 3, h, w] float32 on the CPU, clamped
    /// to [−1, 1].
    at::Tensor operator()(const at::Tensor& latent) const;

    /// A safetensors file. Throws Error as writeSafetensors does.
    void write(const std::filesystem::path& path) const;
    /// Nothing where the file is not such a map of `channels` latents.
    static std::optional<LatentMap> read(const std::filesystem::path& path, std::int64_t channels);

private:
    at::Tensor m_weights, m_bias;
};

/// The map of the model's own decoder: least squares over smooth pictures, drawn in the same way
/// for every model, that go through its encoder and decoder. Models of pixels show them as they
/// are. Throws what checkpoint throws. Call inside at::InferenceMode.
LatentMap fittedMap(const DiffusionModel& model, const core::Checkpoint& checkpoint = {});

} // namespace enogu
