// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/area.h"

namespace enogu {

/// Marks an area as the pointer is pressed and dragged; points are in image coordinates.
class AreaTool
{
public:
    virtual ~AreaTool() = default;
    virtual void press(Area& area, QPointF at) = 0;
    virtual void drag(Area& area, QPointF to) = 0;
    /// Of the outline that follows the pointer, in image pixels; 0: a cross.
    virtual double radius() const { return 0; }
};

/// One rectangle in the place of whatever was marked.
class RectangleTool : public AreaTool
{
public:
    void press(Area& area, QPointF at) override;
    void drag(Area& area, QPointF to) override;

private:
    QPointF m_from;
};

/// Paints marks, or takes them away.
class BrushTool : public AreaTool
{
public:
    BrushTool(double radius, bool marks) : m_radius(radius), m_marks(marks) {}
    void press(Area& area, QPointF at) override;
    void drag(Area& area, QPointF to) override;
    double radius() const override { return m_radius; }

private:
    double m_radius;
    bool m_marks;
    QPointF m_at;
};

} // namespace enogu
