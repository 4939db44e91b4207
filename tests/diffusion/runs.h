// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"

#include <functional>

namespace enogu::tests {

using Network = std::function<at::Tensor(const at::Tensor& x, double t)>;

/// LibTorch's generator of the CPU, seeded; unit noise in the order of torch.randn.
class Noise
{
public:
    explicit Noise(std::uint64_t seed = 0);
    at::Tensor operator()(at::IntArrayRef shape);

private:
    at::Generator m_generator;
};

struct Trace
{
    std::vector<at::Tensor> x;      ///< before each call, then after the last
    std::vector<at::Tensor> predX0; ///< of each call
};

/// From the step that begin() named to the last; noise is drawn where the sampler asks for it.
Trace runOf(core::Sampler& sampler, const Network& network, const at::Tensor& start, Noise& noise);

} // namespace enogu::tests
