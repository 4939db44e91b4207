// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace enogu {

constexpr double kLeastZoom = 0.01;
constexpr double kMostZoom = 64;

/// Where the picture lies in a pane of the canvas. Pane coordinates are logical pixels from the
/// pane's corner; image coordinates are image pixels from the picture's corner.
struct View
{
    QSizeF picture{1, 1};
    QSizeF pane{1, 1};
    double ratio = 1;         ///< device pixels per logical pixel
    double zoom = 1;          ///< device pixels per image pixel, 1 is "100 %"
    QPointF centre{0.5, 0.5}; ///< the image point in the middle of the pane

    double scale() const { return zoom / ratio; } ///< logical pixels per image pixel
    /// The picture's corner, on a whole device pixel so that 100 % is sharp.
    QPointF origin() const;
    QPointF imageFromPane(QPointF point) const;
    QPointF paneFromImage(QPointF point) const;
    QRectF pictureInPane() const;
    /// The part of the picture inside the pane, in image coordinates; may be empty.
    QRectF visible() const;

    double fitZoom() const;      ///< the whole picture shows; never enlarges beyond 100 %
    double fitWidthZoom() const; ///< its width fills the pane
    void fit();
    void fitWidth();
    /// Changes the zoom (clamped) and keeps the image point under `point` where it is, as far as
    /// the middle of the pane stays inside the picture.
    void zoomAbout(QPointF point, double newZoom);
    /// Moves the picture by logical pixels.
    void pan(QPointF delta);
    /// The next round zoom above or below: 100 %, 125 %, 150 %, 200 % …
    double nextZoom(bool in) const;

private:
    void keepInside();
};

/// The same part of a picture of another size: what `view` shows, in proportion.
View viewOfOther(const View& view, QSizeF picture);

} // namespace enogu
