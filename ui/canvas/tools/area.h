// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/mask.h"

#include <QImage>
#include <QPointF>

#include <optional>

namespace enogu {

/// The marked part of a picture, in its pixels. Copies share until one changes.
class Area
{
public:
    /// Nothing is marked yet.
    static Area of(QSize picture);

    bool isNull() const { return m_marks.isNull(); } ///< of no picture
    /// No pixel was marked so far.
    bool isUntouched() const { return !m_touched; }
    QSize size() const { return m_marks.size(); }
    void mark(const QRect& rectangle, bool marked);
    /// A line with round ends, `radius` in pixels.
    void stroke(QPointF from, QPointF to, double radius, bool marked);
    /// None where no pixel is marked.
    std::optional<Mask> mask() const;
    /// A rectangle of an area.
    struct Part
    {
        QRect place;
        QImage marks;
        bool touched = false; ///< of the whole area
    };
    /// What `other`, of the same size, has differently, as it is here; empty where it is equal.
    Part partUnlike(const Area& other) const;
    /// Puts the part in its place; returns what was there.
    Part exchange(const Part& part);
    bool isMarked(int x, int y) const { return m_marks.constScanLine(y)[x] != 0; }

private:
    bool m_touched = false; ///< something was marked since `of`
    QImage m_marks;         ///< Grayscale8: 0 or 255
};

} // namespace enogu
