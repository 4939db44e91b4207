// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/historydelegate.h"

#include <QApplication>
#include <QPainter>

namespace enogu {

namespace {

constexpr int kLane = 12;     ///< logical px
constexpr int kMostLanes = 8; ///< those beyond are drawn in the last one
constexpr QSize kPicture(48, 36);
constexpr int kGap = 6;
constexpr int kDot = 4; ///< its radius

int middleOf(int lane)
{
    return kGap + kLane * qMin(lane, kMostLanes - 1) + kLane / 2;
}

/// Draws one row's part of the tree in `area`.
class TreePen
{
public:
    TreePen(QPainter* painter, const QRect& area, const QPalette& palette, bool isSelected)
        : m_painter(painter), m_area(area)
    {
        const auto text = isSelected ? QPalette::HighlightedText : QPalette::Text;
        m_path = palette.color(isSelected ? QPalette::HighlightedText : QPalette::Highlight);
        m_plain = palette.color(text);
        m_plain.setAlphaF(0.45F);
        m_base = palette.color(isSelected ? QPalette::Highlight : QPalette::Base);
    }

    void draw(const HistoryRow& row)
    {
        const int top = m_area.top(), middle = m_area.center().y(), bottom = m_area.bottom() + 1;
        for (int lane = 0; lane <= row.lane; ++lane) {
            line(row.above[std::size_t(lane)], at(lane, top), at(lane, middle));
            line(row.below[std::size_t(lane)], at(lane, middle), at(lane, bottom));
        }
        if (row.isBranch)
            line(row.isOnPath ? HistoryLine::Path : HistoryLine::Plain, at(row.lane - 1, middle),
                 at(row.lane, middle));
        m_painter->setPen(QPen(row.isOnPath ? m_path : m_plain, 2));
        m_painter->setBrush(row.isOnPath ? m_path : m_base);
        m_painter->drawEllipse(at(row.lane, middle), kDot, kDot);
    }

private:
    QPoint at(int lane, int y) const { return {m_area.left() + middleOf(lane), y}; }

    void line(HistoryLine kind, QPoint from, QPoint to)
    {
        if (kind == HistoryLine::None)
            return;
        const bool path = kind == HistoryLine::Path;
        m_painter->setPen(QPen(path ? m_path : m_plain, path ? 3 : 1, Qt::SolidLine, Qt::FlatCap));
        m_painter->drawLine(from, to);
    }

    QPainter* m_painter;
    QRect m_area;
    QColor m_path, m_plain, m_base;
};

} // namespace

void HistoryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    if (std::size_t(index.row()) >= m_rows.size())
        return;
    const HistoryRow& row = m_rows[std::size_t(index.row())];
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    TreePen(painter, option.rect, option.palette, selected).draw(row);

    QRect area = option.rect.adjusted(middleOf(row.lane) + kDot + kGap, 0, -kGap, 0);
    const QRect frame(area.left(), area.center().y() - kPicture.height() / 2, kPicture.width(),
                      kPicture.height());
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, frame);
    area.setLeft(frame.right() + kGap);
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    const QFontMetrics metrics(option.font);
    const auto write = [&](const QString& text, int y) {
        painter->drawText(QRect(area.left(), y, area.width(), metrics.height()),
                          Qt::AlignVCenter | Qt::AlignLeading,
                          metrics.elidedText(text, Qt::ElideRight, area.width()));
    };
    painter->setFont(option.font);
    const int top = area.center().y() - metrics.height();
    write(index.data(Qt::DisplayRole).toString(), top);
    painter->setOpacity(0.8);
    write(index.data(Detail).toString(), top + metrics.height());
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int text = 2 * QFontMetrics(option.font).height();
    return {200, qMax(kPicture.height(), text) + 6};
}

} // namespace enogu
