// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QUrl>

#include <cmath>

namespace enogu {
namespace {

constexpr double kNotchZoom = 1.25; ///< of one wheel notch
constexpr double kNotch = 120;      ///< eighths of a degree
constexpr double kKeyPan = 48;      ///< logical px an arrow key moves the picture
constexpr double kKeySplit = 0.02;

QStringList filesOf(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    return paths;
}

} // namespace

bool Canvas::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() != Qt::ZoomNativeGesture || !m_extent)
            return QWidget::event(event);
        const QPointF at = gesture->position();
        zoomAbout(at - m_compare.paneCornerAt(at, size()), m_view.zoom * (1 + gesture->value()));
        return true;
    }
    // single keys of the canvas win over the window's shortcuts while it has the focus
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = (key->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == 0;
        if (plain && (key->key() == Qt::Key_Space || key->key() == Qt::Key_Backslash ||
                      key->key() == Qt::Key_O || m_drag == Drag::Mark))
            event->accept();
    }
    return QWidget::event(event);
}

void Canvas::resizeEvent(QResizeEvent*)
{
    layOut();
}

void Canvas::wheelEvent(QWheelEvent* event)
{
    event->accept();
    if (!m_extent)
        return;
    const bool zooms = event->modifiers() & Qt::ControlModifier ||
                       (m_wheelZooms && event->modifiers() == Qt::NoModifier);
    const QPointF at = event->position();
    if (zooms) {
        const double notches = event->angleDelta().y() / kNotch;
        zoomAbout(at - m_compare.paneCornerAt(at, size()),
                  m_view.zoom * std::pow(kNotchZoom, notches));
        return;
    }
    QPointF delta = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) * kKeyPan / kNotch
                                                 : QPointF(event->pixelDelta());
    if (event->modifiers() & Qt::ShiftModifier && delta.x() == 0)
        delta = delta.transposed();
    panBy(delta);
}

void Canvas::keyPressEvent(QKeyEvent* event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool hold = event->key() == Qt::Key_Backslash || event->key() == Qt::Key_O;
    if (m_drag == Drag::Mark && event->key() == Qt::Key_Escape) {
        cancelStroke();
    } else if (m_extent && hold && !(modifiers & ~Qt::ShiftModifier)) {
        setShowsOriginal(true);
    } else if (m_extent && event->key() == Qt::Key_Space && modifiers == Qt::NoModifier) {
        m_spaceHeld = true;
        updateCursor(mapFromGlobal(QCursor::pos()));
    } else if (!m_extent || (!handleViewKey(*event) && !handlePanKey(*event))) {
        QWidget::keyPressEvent(event);
    }
}

void Canvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat())
        return;
    if (event->key() == Qt::Key_Backslash || event->key() == Qt::Key_O) {
        setShowsOriginal(false);
    } else if (event->key() == Qt::Key_Space) {
        m_spaceHeld = false;
        updateCursor(mapFromGlobal(QCursor::pos()));
    } else {
        QWidget::keyReleaseEvent(event);
    }
}

bool Canvas::handleViewKey(const QKeyEvent& event)
{
    const Qt::KeyboardModifiers modifiers =
        event.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    const bool control = modifiers == Qt::ControlModifier;
    if (modifiers != Qt::NoModifier && !control)
        return false;
    const auto does = [](auto act) { return act(), true; };
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return does([&] { zoomIn(); });
    case Qt::Key_Minus:
        return does([&] { zoomOut(); });
    case Qt::Key_0:
        return control && does([&] { fit(); });
    case Qt::Key_1:
        return does([&] { actualSize(); });
    case Qt::Key_2:
        return !control && does([&] { fit(); });
    case Qt::Key_3:
        return !control && does([&] { fitWidth(); });
    case Qt::Key_F:
        return !control && does([&] { toggleFit(rect().center()); });
    case Qt::Key_C:
        return !control && does([&] { cycleCompare(); });
    default:
        return false;
    }
}

bool Canvas::handlePanKey(const QKeyEvent& event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const int sideways = (event.key() == Qt::Key_Left) - (event.key() == Qt::Key_Right);
    const int upright = (event.key() == Qt::Key_Up) - (event.key() == Qt::Key_Down);
    if (sideways == 0 && upright == 0)
        return false;
    if (modifiers == Qt::ShiftModifier && m_compare.mode() == CompareMode::Split && sideways != 0)
        setComparePosition(m_compare.position() - sideways * kKeySplit);
    else if (modifiers == Qt::NoModifier)
        panBy(QPointF(sideways, upright) * kKeyPan);
    else
        return false;
    return true;
}

void Canvas::focusOutEvent(QFocusEvent* event)
{
    setShowsOriginal(false);
    m_spaceHeld = false;
    if (m_drag == Drag::Mark)
        cancelStroke();
    m_drag = Drag::None;
    unsetCursor();
    update();
    QWidget::focusOutEvent(event);
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    if (!m_extent)
        return;
    const bool left = event->button() == Qt::LeftButton;
    if (left && !m_spaceHeld && m_compare.isOnHandle(event->position(), size()))
        m_drag = Drag::Split;
    else if (left && !m_spaceHeld && canMark())
        m_drag = Drag::Mark;
    else if (event->button() == Qt::MiddleButton || left)
        m_drag = Drag::Pan;
    if (m_drag == Drag::Mark) {
        m_marking.press(imageAt(event->position()));
        update();
    }
    m_dragAt = event->position();
    updateCursor(m_dragAt);
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (m_drag == Drag::Split)
        setComparePosition(at.x() / width());
    else if (m_drag == Drag::Pan)
        panBy(at - m_dragAt);
    else if (m_drag == Drag::Mark)
        m_marking.drag(imageAt(at));
    if (m_drag == Drag::Mark || canMark())
        update();
    m_dragAt = at;
    updateCursor(at);
    if (!m_extent)
        return;
    const QPointF point = m_view.imageFromPane(at - m_compare.paneCornerAt(at, size()));
    if (QRectF(QPointF(0, 0), m_view.picture).contains(point))
        Q_EMIT posInImage(QPoint(int(point.x()), int(point.y())));
    else
        Q_EMIT pointerLeft();
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    const bool marked = std::exchange(m_drag, Drag::None) == Drag::Mark;
    updateCursor(event->position());
    if (marked) {
        m_marking.release();
        marksChanged();
    }
}

bool Canvas::canMark() const
{
    return m_marking.tool() && m_extent && m_compare.mode() == CompareMode::Off &&
           m_preview.isEmpty();
}

QPointF Canvas::imageAt(QPointF point) const
{
    return m_view.imageFromPane(point - m_compare.paneCornerAt(point, size()));
}

void Canvas::cancelStroke()
{
    m_drag = Drag::None;
    m_marking.cancel();
    update();
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_extent && event->button() == Qt::LeftButton && !canMark())
        toggleFit(event->position());
}

void Canvas::leaveEvent(QEvent*)
{
    Q_EMIT pointerLeft();
}

void Canvas::dragEnterEvent(QDragEnterEvent* event)
{
    if (!filesOf(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void Canvas::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    Q_EMIT filesDropped(filesOf(event->mimeData()));
}

void Canvas::updateCursor(QPointF at)
{
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_drag == Drag::Split || m_compare.isOnHandle(at, size()))
        setCursor(Qt::SplitHCursor);
    else if (m_spaceHeld)
        setCursor(Qt::OpenHandCursor);
    else if (canMark())
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

} // namespace enogu
