// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "ui/canvas/compare.h"
#include "ui/canvas/displaycopy.h"
#include "ui/canvas/tools/marking.h"
#include "ui/canvas/view.h"

#include <QVariantAnimation>
#include <QWidget>

#include <memory>
#include <optional>

namespace enogu {

/// Shows a picture: zoom, pan, compare with the original. Display copies are made in the pool; a
/// paint reads only the pixels that are visible.
class Canvas : public QWidget
{
    Q_OBJECT

public:
    explicit Canvas(QWidget* parent = nullptr);

    /// The current picture, in any profile. Ends a preview. The view stays when the extent does,
    /// else the picture is fitted. The old one stays visible until the new one is ready.
    void setPicture(const Image& image);
    /// What hold-to-see-original and the split show; may have another extent.
    void setOriginal(const Image& image);
    /// A small picture of the same part, sRGB, drawn over the whole current picture until
    /// setPicture or clearPreview: previews of a run or of a slider.
    void setPreview(const Image& image);
    /// The same, and the picture before it fades away: for a run that is watched.
    void fadeToPreview(const Image& image);
    void clearPreview();
    /// A few words in the corner of the current picture; empty: none.
    void setTag(const QString& tag);
    QString tag() const { return m_tag; }
    bool hasPreview() const { return !m_preview.isEmpty(); }
    /// No picture: plain surround.
    void clear();
    /// For the accessible description, e.g. the file's name.
    void setPictureName(const QString& name);

    /// What the left button does while nothing is compared; null: it moves the picture.
    void setTool(std::shared_ptr<AreaTool> tool);
    /// What is marked of the current picture. A picture of another extent begins without marks.
    const Area& area() const { return m_marking.area(); }
    void clearArea();
    /// A stroke can be taken back or brought again: only while there is a tool that could mark.
    bool canUndoStroke() const;
    bool canRedoStroke() const;
    void undoStroke(); ///< first the one under way
    void redoStroke();

    bool hasPicture() const { return m_extent.has_value(); }
    const View& view() const { return m_view; }
    double zoom() const { return m_view.zoom; }
    const Compare& compare() const { return m_compare; }
    bool isShowingOriginal() const { return m_showsOriginal; }
    /// True while a display copy is being made in the pool.
    bool isPreparing() const
    {
        return m_current.isMaking() || m_original.isMaking() || m_preview.isMaking();
    }
    /// Plain wheel zooms (default) or scrolls; Ctrl+wheel always zooms.
    void setWheelZooms(bool zooms) { m_wheelZooms = zooms; }
    /// Level pixels that the last paint read, over all pictures.
    std::size_t pixelsRead() const { return m_pixelsRead; }

    void zoomIn();
    void zoomOut();
    void setZoom(double zoom); ///< 0.01 … 64, about the middle
    void fit();                ///< stays fitted while the canvas changes size
    void fitWidth();
    void actualSize();
    void toggleFit(QPointF at); ///< fit ↔ 100 % about a point of the canvas
    void setShowsOriginal(bool shows);
    void cycleCompare();
    void setCompareMode(CompareMode mode);
    void setComparePosition(double position);

    QSize sizeHint() const override { return {900, 600}; }

Q_SIGNALS:
    void zoomChanged(double zoom);
    void posInImage(QPoint pixel); ///< under the cursor, inside the picture
    void pointerLeft();
    void filesDropped(const QStringList& paths);
    void compareModeChanged(int mode); ///< enogu::CompareMode
    void showsOriginalChanged(bool shows);
    void areaChanged();  ///< a stroke is done or taken back, or all marks are gone
    void pictureReady(); ///< the display copy of setPicture is on screen

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Drag { None, Pan, Split, Mark };

    void connectCopies();
    void fadeFrom(const Pyramid& before);
    void layOut();
    void viewChanged();
    void zoomAbout(QPointF point, double zoom);
    void panBy(QPointF delta);
    void describe();

    void paintArea(QPainter& painter, const QRectF& area, const Pyramid& pyramid);
    void paintCurrent(QPainter& painter, const QRectF& area);
    void paintMarks(QPainter& painter) const;
    void paintSplit(QPainter& painter) const;
    void paintTag(QPainter& painter, const QRectF& area, const QString& text) const;

    bool handleViewKey(const QKeyEvent& event);
    bool handlePanKey(const QKeyEvent& event);
    void updateCursor(QPointF at);
    bool canMark() const;
    QPointF imageAt(QPointF point) const;
    void cancelStroke();
    void marksChanged();

    std::optional<Extent> m_extent; ///< of the current picture
    DisplayCopy m_current;
    DisplayCopy m_original;
    DisplayCopy m_preview;
    Pyramid m_faded; ///< the picture that m_preview grows out of while m_fade runs
    QVariantAnimation m_fade;
    bool m_fadesNext = false;
    QString m_tag;
    View m_view;
    Compare m_compare;
    Marking m_marking;
    bool m_fitted = true;
    bool m_showsOriginal = false;
    bool m_wheelZooms = true;
    bool m_spaceHeld = false;
    Drag m_drag = Drag::None;
    QPointF m_dragAt;
    QString m_name;
    std::size_t m_pixelsRead = 0;
};

} // namespace enogu
