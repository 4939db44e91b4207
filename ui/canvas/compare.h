// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QSizeF>

namespace enogu {

enum class CompareMode { Off, Split, SideBySide };

/// How the original and the current picture share the canvas. Coordinates are logical pixels.
class Compare
{
public:
    CompareMode mode() const { return m_mode; }
    void setMode(CompareMode mode);
    void cycle(); ///< off → split → side by side → off

    /// Split: where the line is, 0 left … 1 right.
    double position() const { return m_position; }
    void setPosition(double position);
    double lineX(QSizeF canvas) const { return m_position * canvas.width(); }
    /// True within reach of the line's handle, 8 px on each side.
    bool isOnHandle(QPointF point, QSizeF canvas) const;
    void dragTo(double x, QSizeF canvas);

    /// Size of the pane that one picture is laid out in.
    QSizeF paneSize(QSizeF canvas) const;
    /// Where each picture is drawn: empty when it is not.
    QRectF originalArea(QSizeF canvas) const;
    QRectF currentArea(QSizeF canvas) const;
    /// Corner of the pane under a point; side by side has two.
    QPointF paneCornerAt(QPointF point, QSizeF canvas) const;

private:
    CompareMode m_mode = CompareMode::Off;
    double m_position = 0.5;
};

} // namespace enogu
