// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/celoptions.h"
#include "engine/train/diffusionoptions.h"
#include "engine/train/lpipsoptions.h"
#include "engine/train/scenesoptions.h"
#include "engine/train/vaeoptions.h"

#include <variant>

namespace enogu {

/// What `enogu train` can be asked for.
using TrainOptions = std::variant<CelOptions, VaeOptions, ScalingOptions, LdmOptions,
                                  InstructOptions, LpipsOptions, ScenesOptions>;

} // namespace enogu
