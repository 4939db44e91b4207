// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/areatool.h"

#include <QRectF>

namespace enogu {

void RectangleTool::press(Area& area, QPointF at)
{
    m_from = at;
    area = Area::of(area.size());
}

void RectangleTool::drag(Area& area, QPointF to)
{
    area = Area::of(area.size());
    area.mark(QRectF(m_from, to).normalized().toRect(), true);
}

void BrushTool::press(Area& area, QPointF at)
{
    m_at = at;
    area.stroke(at, at, m_radius, m_marks);
}

void BrushTool::drag(Area& area, QPointF to)
{
    area.stroke(m_at, to, m_radius, m_marks);
    m_at = to;
}

} // namespace enogu
