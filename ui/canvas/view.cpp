// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/view.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace enogu {
namespace {

constexpr std::array kZooms{0.01, 0.02, 0.03, 0.05, 0.07, 0.1,  0.15, 0.2,  0.25,
                            0.33, 0.5,  0.67, 0.75, 1.0,  1.25, 1.5,  2.0,  3.0,
                            4.0,  6.0,  8.0,  12.0, 16.0, 24.0, 32.0, 48.0, 64.0};
constexpr double kSameZoom = 1.001; ///< zooms closer than this ratio count as equal

} // namespace

QPointF View::origin() const
{
    const QPointF middle(pane.width() / 2, pane.height() / 2);
    const QPointF exact = middle - centre * scale();
    return {std::round(exact.x() * ratio) / ratio, std::round(exact.y() * ratio) / ratio};
}

QPointF View::imageFromPane(QPointF point) const
{
    return (point - origin()) / scale();
}

QPointF View::paneFromImage(QPointF point) const
{
    return point * scale() + origin();
}

QRectF View::pictureInPane() const
{
    return {origin(), picture * scale()};
}

QRectF View::visible() const
{
    const QRectF seen(imageFromPane({0, 0}), pane / scale());
    return seen & QRectF(QPointF(0, 0), picture);
}

double View::fitZoom() const
{
    const double whole =
        std::min(pane.width() / picture.width(), pane.height() / picture.height()) * ratio;
    return std::clamp(std::min(whole, 1.0), kLeastZoom, kMostZoom);
}

double View::fitWidthZoom() const
{
    return std::clamp(pane.width() / picture.width() * ratio, kLeastZoom, kMostZoom);
}

void View::fit()
{
    zoom = fitZoom();
    centre = {picture.width() / 2, picture.height() / 2};
}

void View::fitWidth()
{
    zoom = fitWidthZoom();
    centre.setX(picture.width() / 2);
}

void View::zoomAbout(QPointF point, double newZoom)
{
    const QPointF kept = imageFromPane(point);
    zoom = std::clamp(newZoom, kLeastZoom, kMostZoom);
    const QPointF middle(pane.width() / 2, pane.height() / 2);
    centre = kept + (middle - point) / scale();
    keepInside();
}

void View::pan(QPointF delta)
{
    centre -= delta / scale();
    keepInside();
}

double View::nextZoom(bool in) const
{
    if (in) {
        for (double step : kZooms)
            if (step > zoom * kSameZoom)
                return step;
        return kMostZoom;
    }
    for (auto step = kZooms.rbegin(); step != kZooms.rend(); ++step)
        if (*step * kSameZoom < zoom)
            return *step;
    return kLeastZoom;
}

void View::keepInside()
{
    centre.setX(std::clamp(centre.x(), 0.0, picture.width()));
    centre.setY(std::clamp(centre.y(), 0.0, picture.height()));
}

View viewOfOther(const View& view, QSizeF picture)
{
    if (picture == view.picture)
        return view;
    View other = view;
    const double share =
        std::min(view.picture.width() / picture.width(), view.picture.height() / picture.height());
    other.picture = picture;
    other.zoom = view.zoom * share;
    other.centre = {view.centre.x() / view.picture.width() * picture.width(),
                    view.centre.y() / view.picture.height() * picture.height()};
    return other;
}

} // namespace enogu
