// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/areatool.h"

#include <deque>
#include <memory>
#include <vector>

namespace enogu {

/// What is marked of a picture, stroke by stroke: the newest can be taken back and brought again.
class Marking
{
public:
    /// Another picture: nothing is marked, nothing can be taken back. A stroke under way goes on.
    void begin(QSize picture);
    const Area& area() const { return m_area; }

    /// Null: none. Not while a stroke is under way.
    void setTool(std::shared_ptr<AreaTool> tool) { m_tool = std::move(tool); }
    const AreaTool* tool() const { return m_tool.get(); }

    // A stroke; needs a tool.
    void press(QPointF at);
    void drag(QPointF to);
    void release();
    void cancel(); ///< as it was before press

    void clear(); ///< can be taken back, as a stroke
    bool canUndo() const { return !m_done.empty(); }
    bool canRedo() const { return !m_undone.empty(); }
    void undo();
    void redo();

private:
    void keep();

    std::shared_ptr<AreaTool> m_tool;
    Area m_area;
    Area m_before;                    ///< the stroke under way
    std::deque<Area::Part> m_done;    ///< what the strokes painted over, oldest first
    std::vector<Area::Part> m_undone; ///< what they painted, the next to bring again last
};

} // namespace enogu
