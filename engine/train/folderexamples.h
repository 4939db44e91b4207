// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/examples.h"

namespace enogu::core {

/// The user's own pictures under their captions, or their edits. `base` must outlive them. Throws
/// Error as PictureFolder does.
std::unique_ptr<Examples> folderExamples(const DiffusionOptions& options, const BaseModel& base,
                                         bool edits);

} // namespace enogu::core
