// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/marking.h"

namespace enogu {

namespace {

constexpr std::size_t kMostBytes = 256 << 20; ///< of strokes to take back; the newest always is

} // namespace

void Marking::begin(QSize picture)
{
    m_area = m_before = Area::of(picture);
    m_done.clear();
    m_undone.clear();
}

void Marking::press(QPointF at)
{
    m_before = m_area;
    m_tool->press(m_area, at);
}

void Marking::drag(QPointF to)
{
    m_tool->drag(m_area, to);
}

void Marking::release()
{
    keep();
}

void Marking::cancel()
{
    m_area = m_before;
    m_before = {};
}

void Marking::clear()
{
    m_before = m_area;
    m_area = Area::of(m_area.size());
    keep();
}

/// What the change since m_before painted over; the oldest are let go for it.
void Marking::keep()
{
    Area::Part part = m_before.partUnlike(m_area);
    m_before = {};
    if (part.place.isEmpty())
        return;
    m_undone.clear();
    m_done.push_back(std::move(part));
    std::size_t bytes = 0;
    for (const Area::Part& kept : m_done)
        bytes += std::size_t(kept.marks.sizeInBytes());
    for (; bytes > kMostBytes && m_done.size() > 1; m_done.pop_front())
        bytes -= std::size_t(m_done.front().marks.sizeInBytes());
}

void Marking::undo()
{
    m_undone.push_back(m_area.exchange(m_done.back()));
    m_done.pop_back();
}

void Marking::redo()
{
    m_done.push_back(m_area.exchange(m_undone.back()));
    m_undone.pop_back();
}

} // namespace enogu
