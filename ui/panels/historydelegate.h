// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/historyrows.h"

#include <QStyledItemDelegate>

namespace enogu {

/// Draws a row of the history: its part of the tree, the thumbnail, the title, and below it the
/// time and what sets the run apart.
class HistoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// What an item holds besides the usual roles.
    enum Role { NodeId = Qt::UserRole, Detail };

    using QStyledItemDelegate::QStyledItemDelegate;

    void setRows(std::vector<HistoryRow> rows) { m_rows = std::move(rows); }
    const std::vector<HistoryRow>& rows() const { return m_rows; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    std::vector<HistoryRow> m_rows; ///< by the item's row
};

} // namespace enogu
