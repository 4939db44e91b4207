// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/sessionphoto.h"

namespace enogu {

/// How many photos the session in `folder` names; 0 where that cannot be read.
int photosInSession(const QString& folder);

/// What a session's folder still holds: states whose picture is unreadable are left out, and so is
/// what else of a state cannot be read. Any thread; takes as long as reading the pictures.
struct SessionContent
{
    std::vector<SessionPhoto> photos;
    bool isWhole = true; ///< nothing had to be left out
};
SessionContent readSession(const QString& folder) noexcept;

} // namespace enogu
