// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <QImage>
#include <QWidget>

namespace enogu {

/// The picture turned by an angle, with the upright part that stays and lines to judge by.
class StraightenArea : public QWidget
{
    Q_OBJECT
public:
    /// The picture shows as soon as a reduced copy is made in the pool.
    explicit StraightenArea(const Image& image, QWidget* parent = nullptr);

    void setDegrees(double clockwise);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Extent m_extent;
    QImage m_shown;
    double m_degrees = 0;
};

} // namespace enogu
