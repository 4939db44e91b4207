// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/photofile.h"
#include "ui/document/history.h"

namespace enogu {

/// One open photo as a session keeps it. Any thread.
struct SessionPhoto
{
    QString path;                      ///< empty for a photo that was pasted
    QString name;                      ///< to be shown instead of the file's; or empty
    Photo photo;                       ///< as it was opened
    std::vector<HistoryNodePtr> nodes; ///< the root first; ids grow
    int current = 0;
};

} // namespace enogu
