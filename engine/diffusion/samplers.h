// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"

namespace enogu::core {

// One maker for each kind, called by makeSampler with settings that it has checked.

std::unique_ptr<Sampler> makeDdim(const SamplerConfig& config, std::int64_t steps);
std::unique_ptr<Sampler> makeDdimInverse(const SamplerConfig& config, std::int64_t steps);
std::unique_ptr<Sampler> makeDdpm(const SamplerConfig& config, std::int64_t steps);
std::unique_ptr<Sampler> makeEuler(const SamplerConfig& config, std::int64_t steps);
std::unique_ptr<Sampler> makeEulerAncestral(const SamplerConfig& config, std::int64_t steps);
std::unique_ptr<Sampler> makeLms(const SamplerConfig& config, std::int64_t steps);
std::unique_ptr<Sampler> makePndm(const SamplerConfig& config, std::int64_t steps,
                                  std::int64_t first);
std::unique_ptr<Sampler> makeDpmSolverPp(const SamplerConfig& config, std::int64_t steps);
std::unique_ptr<Sampler> makeUniPc(const SamplerConfig& config, std::int64_t steps);
std::unique_ptr<Sampler> makeLcm(const SamplerConfig& config, std::int64_t steps);

} // namespace enogu::core
