// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvasaccessible.h"

#include "ui/canvas/canvas.h"

#include <QAccessibleWidget>

namespace enogu {
namespace {

QAccessibleInterface* canvasInterface(const QString&, QObject* object)
{
    auto* canvas = qobject_cast<Canvas*>(object);
    return canvas ? new QAccessibleWidget(canvas, QAccessible::Graphic) : nullptr;
}

} // namespace

void installCanvasAccessible()
{
    static const bool installed = (QAccessible::installFactory(canvasInterface), true);
    Q_UNUSED(installed)
}

} // namespace enogu
