// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace enogu {

/// What the words are for: to change the photo, or to make a picture.
enum class EditMode { Edit, Generate };

} // namespace enogu
