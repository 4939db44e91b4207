// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/history.h"

namespace enogu {

/// A finished run.
struct RunResult
{
    EditRecipe recipe;
    Image image; ///< sRGB
    std::optional<Image> flatLayer;
    QString title;
    int source = 0; ///< the node whose picture was the job's input
    StepsPtr steps = {};
    std::optional<Mask> mask = {}; ///< the job's
    /// `source` is instead the node whose run was gone on with from a step, or tried again: the
    /// job's input was what that run began with.
    bool isVariation = false;
};

// Nodes that are in no History yet. Any thread: thumbnails and conversions take their time.

/// Of the photo as it was opened.
HistoryNode openedNode(const Image& image);
/// `source` is the node RunResult::source.
HistoryNode ranNode(const RunResult& result, const HistoryNode& source);
/// `image`, in the photo's own profile, was made of the picture of `source`.
HistoryNode editedNode(const HistoryNode& source, const EditRecipe& recipe, const Image& image);

} // namespace enogu
