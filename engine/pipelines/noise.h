// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace enogu {

/// Where a run's random numbers come from: unit variance, float32, on the CPU. One thread; asked
/// in the order in which diffusers' pipelines draw.
class Noise
{
public:
    virtual ~Noise() = default;
    /// [1, C, h, w] for the start.
    virtual at::Tensor latents() = 0;
    /// [1, C, h, w] for the next encoding's posterior; undefined: its mean.
    virtual at::Tensor posterior() = 0;
    /// Draws what diffusers draws for an encoding that nothing needs.
    virtual void skipPosterior() {}
    /// [1, C, h, w] for step `row` of the run; samplers leave no trace of what the last one draws.
    virtual at::Tensor step(std::int64_t row, bool isLast) = 0;
    /// What the numbers come from; nothing where they are given.
    virtual std::optional<std::uint64_t> seed() const { return std::nullopt; }
    /// What going on from here needs.
    virtual std::vector<std::uint8_t> state() const { return {}; }
    /// False, with nothing changed, for what state() cannot have given.
    virtual bool restore(const std::vector<std::uint8_t>&) { return true; }
};

/// LibTorch's generator of the CPU: torch.Generator("cpu").manual_seed(seed) draws the same.
std::unique_ptr<Noise> seededNoise(std::uint64_t seed, std::vector<std::int64_t> shape);

/// A safetensors file: `latents` [1, C, h, w]; `steps` [n, 1, C, h, w], needed by
/// samplers that draw, but for the last step; `posterior` [k, C, h, w] in
/// encoding order, absent: the mean. Throws Error(BadArgument) naming the file for what is missing
/// or has another shape than [1, C, h, w] `shape`; Error of the reader for other files.
std::unique_ptr<Noise> noiseFromFile(const std::filesystem::path& path,
                                     std::vector<std::int64_t> shape);

/// That of pictures which are made at once, each with its own numbers: [n, C, h, w], drawn as each
/// alone would draw them. One thread.
class Noises
{
public:
    explicit Noises(std::unique_ptr<Noise> first) { add(std::move(first)); }

    void add(std::unique_ptr<Noise> next) { m_each.push_back(std::move(next)); }
    std::int64_t count() const { return std::int64_t(m_each.size()); }
    Noise& of(std::int64_t picture) const { return *m_each[std::size_t(picture)]; }

    at::Tensor latents() const;
    at::Tensor posterior() const; ///< undefined: the mean
    void skipPosterior() const;
    at::Tensor step(std::int64_t row, bool isLast) const;

private:
    at::Tensor drawn(const std::function<at::Tensor(Noise&)>& draw) const;

    std::vector<std::unique_ptr<Noise>> m_each;
};

} // namespace enogu
