// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace enogu {

/// What a run goes through, as the headless contract names it, to be written as safetensors. Every
/// tensor is float32 without a batch axis.
class Trace
{
public:
    /// [1, …] under its name; the batch axis is taken off.
    void put(const std::string& name, const at::Tensor& tensor);
    /// The latents [1, C, h, w] that the first step begins with.
    void begin(const at::Tensor& latents);
    /// One network call: its timestep, the latents that the step leaves and the clean ones that it
    /// predicts.
    void step(double timestep, const at::Tensor& latents, const at::Tensor& predX0);
    /// Throws Error: DiskFull, NoPermission, MissingFile.
    void write(const std::filesystem::path& path) const;

private:
    std::map<std::string, at::Tensor> m_tensors;
    std::vector<double> m_timesteps;
    std::vector<at::Tensor> m_latents, m_predX0; ///< [C, h, w]
};

} // namespace enogu
