// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/history.h"

namespace enogu {

/// A piece of the lines that join nodes with their parents; Path: it leads to the current node.
enum class HistoryLine { None, Plain, Path };

/// A node's place in the drawn tree. Lane 0 is the leftmost: a node's newest child stays in its
/// lane and comes last, so that a row of edits is a straight line; earlier children stand between
/// them, one lane to the right each.
struct HistoryRow
{
    HistoryNodePtr node;
    int lane = 0;
    bool isOnPath = false; ///< the current node or one that it was made from
    bool isBranch = false; ///< joined with its parent across from lane − 1
    std::vector<HistoryLine> above =
        {}; ///< lanes 0 … lane, from the row's upper edge to its middle
    std::vector<HistoryLine> below = {}; ///< from there to its lower edge
};

/// Every node after its parent.
std::vector<HistoryRow> historyRows(const History& history);

} // namespace enogu
