// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas.h"

#include "ui/canvas/canvasaccessible.h"

#include <QAccessible>
#include <QStyle>

namespace enogu {

namespace {

constexpr int kFadeMilliseconds = 180;

} // namespace

Canvas::Canvas(QWidget* parent) : QWidget(parent)
{
    installCanvasAccessible();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(160, 120);
    setAccessibleName(tr("Picture"));
    m_fade.setStartValue(0.0);
    m_fade.setEndValue(1.0);
    m_fade.setDuration(kFadeMilliseconds);
    connect(&m_fade, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&m_fade, &QVariantAnimation::finished, this, [this] { m_faded = {}; });
    connectCopies();
    describe();
}

void Canvas::setPicture(const Image& image)
{
    const bool sameExtent = m_extent == image.extent();
    m_extent = image.extent();
    m_preview.drop();
    if (!sameExtent) {
        m_current.hide();
        m_preview.hide();
        m_marking.begin({image.width(), image.height()});
        m_view.picture = QSizeF(image.width(), image.height());
        fit();
    }
    m_current.make(image);
}

void Canvas::setOriginal(const Image& image)
{
    m_original.make(image);
}

void Canvas::setPreview(const Image& image)
{
    m_fadesNext = false;
    m_preview.make(image);
}

void Canvas::fadeToPreview(const Image& image)
{
    setPreview(image);
    m_fadesNext = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
}

void Canvas::setTag(const QString& tag)
{
    m_tag = tag;
    update();
    describe();
}

void Canvas::clearPreview()
{
    m_preview.drop();
    m_fade.stop();
    m_preview.hide();
    update();
}

void Canvas::setTool(std::shared_ptr<AreaTool> tool)
{
    m_marking.setTool(std::move(tool));
    update();
    updateCursor(mapFromGlobal(QCursor::pos()));
}

void Canvas::clearArea()
{
    if (area().isNull())
        return;
    m_marking.clear();
    marksChanged();
}

bool Canvas::canUndoStroke() const
{
    return canMark() && (m_drag == Drag::Mark || m_marking.canUndo());
}

bool Canvas::canRedoStroke() const
{
    return canMark() && m_drag != Drag::Mark && m_marking.canRedo();
}

void Canvas::undoStroke()
{
    if (m_drag == Drag::Mark)
        cancelStroke();
    else
        m_marking.undo();
    marksChanged();
}

void Canvas::redoStroke()
{
    m_marking.redo();
    marksChanged();
}

void Canvas::marksChanged()
{
    update();
    Q_EMIT areaChanged();
}

void Canvas::clear()
{
    m_extent.reset();
    for (DisplayCopy* copy : {&m_current, &m_original}) {
        copy->drop();
        copy->hide();
    }
    setShowsOriginal(false);
    clearPreview();
    describe();
}

void Canvas::connectCopies()
{
    connect(&m_original, &DisplayCopy::ready, this, [this] { fadeFrom({}); });
    connect(&m_preview, &DisplayCopy::ready, this, [this](const Pyramid& before) {
        const bool fades = std::exchange(m_fadesNext, false);
        fadeFrom(!fades ? Pyramid() : before.isEmpty() ? m_current.pyramid() : before);
    });
    connect(&m_current, &DisplayCopy::ready, this, [this] {
        m_preview.hide();
        fadeFrom({});
        Q_EMIT pictureReady();
    });
}

/// What is to be seen has changed; empty: at once.
void Canvas::fadeFrom(const Pyramid& before)
{
    m_fade.stop();
    m_faded = before;
    if (!m_faded.isEmpty())
        m_fade.start();
    update();
}

void Canvas::setPictureName(const QString& name)
{
    m_name = name;
    describe();
}

void Canvas::zoomIn()
{
    setZoom(m_view.nextZoom(true));
}

void Canvas::zoomOut()
{
    setZoom(m_view.nextZoom(false));
}

void Canvas::setZoom(double zoom)
{
    zoomAbout({m_view.pane.width() / 2, m_view.pane.height() / 2}, zoom);
}

void Canvas::fit()
{
    m_fitted = true;
    layOut();
}

void Canvas::fitWidth()
{
    m_fitted = false;
    m_view.fitWidth();
    viewChanged();
}

void Canvas::actualSize()
{
    setZoom(1);
}

void Canvas::toggleFit(QPointF at)
{
    if (m_fitted && m_view.zoom != 1.0)
        zoomAbout(at - m_compare.paneCornerAt(at, size()), 1);
    else
        fit();
}

void Canvas::setShowsOriginal(bool shows)
{
    if (shows == m_showsOriginal)
        return;
    m_showsOriginal = shows;
    update();
    describe();
    Q_EMIT showsOriginalChanged(shows);
}

void Canvas::cycleCompare()
{
    Compare next = m_compare;
    next.cycle();
    setCompareMode(next.mode());
}

void Canvas::setCompareMode(CompareMode mode)
{
    if (mode == m_compare.mode())
        return;
    m_compare.setMode(mode);
    layOut();
    Q_EMIT compareModeChanged(int(mode));
}

void Canvas::setComparePosition(double position)
{
    m_compare.setPosition(position);
    update();
}

void Canvas::layOut()
{
    m_view.pane = m_compare.paneSize(size());
    m_view.ratio = devicePixelRatioF();
    if (m_fitted)
        m_view.fit();
    viewChanged();
}

void Canvas::viewChanged()
{
    update();
    describe();
    Q_EMIT zoomChanged(m_view.zoom);
}

void Canvas::zoomAbout(QPointF point, double zoom)
{
    m_fitted = false;
    m_view.zoomAbout(point, zoom);
    viewChanged();
}

void Canvas::panBy(QPointF delta)
{
    m_fitted = false;
    m_view.pan(delta);
    update();
}

void Canvas::describe()
{
    QString text = tr("No photo is open.");
    if (m_extent)
        text = tr("%1, %2 × %3 pixels, shown at %4 %.")
                   .arg(m_name)
                   .arg(m_extent->width)
                   .arg(m_extent->height)
                   .arg(m_view.zoom * 100, 0, 'f', 0);
    if (m_showsOriginal)
        text += u' ' + tr("The original is shown.");
    if (!m_tag.isEmpty())
        text += u' ' + m_tag;
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text); // tells assistive tools by itself
}

} // namespace enogu
