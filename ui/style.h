// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace enogu {

/// Fusion, whose check boxes have an outline that shows in dark colours too.
class Style : public QProxyStyle
{
public:
    Style();
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace enogu
