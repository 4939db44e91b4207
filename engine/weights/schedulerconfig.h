// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace enogu {

/// The sampler that --sampler names, with those keys of a scheduler_config.json that it knows and
/// its own defaults for the rest (clip_sample: false). Words: ddim, ddpm, euler, euler_a, lms, pndm
/// (without Runge-Kutta steps), dpmpp_2m, dpmpp_2m_karras (second-order midpoint), unipc, lcm, and
/// ddim_inverse; or `model`, the class that the file itself names with all its settings and that
/// class's defaults. `name` is the file's name for people. Throws Error: BadArgument (no such
/// word), WrongModelKind (a class or setting that we do not follow), BadModelFile (a value of the
/// wrong type or out of range); the sentence names the file and what to do.
core::SamplerConfig samplerConfigFor(const nlohmann::json& scheduler, std::string_view word,
                                     const std::string& name = "scheduler_config.json");

} // namespace enogu
