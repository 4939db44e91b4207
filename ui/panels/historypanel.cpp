// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/historypanel.h"

#include "ui/document/document.h"
#include "ui/document/qtimage.h"

#include <QLocale>
#include <QSignalBlocker>

namespace enogu {

HistoryPanel::HistoryPanel(QWidget* parent) : QListWidget(parent)
{
    setAccessibleName(tr("History"));
    setIconSize({64, 48});
    setSpacing(2);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // clicks, arrow keys and assistive tools all select
    connect(this, &QListWidget::itemSelectionChanged, this, &HistoryPanel::chooseSelected);
}

void HistoryPanel::setDocument(Document* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (m_document) {
        connect(m_document, &Document::historyChanged, this, &HistoryPanel::refresh);
        connect(m_document, &Document::currentChanged, this, &HistoryPanel::mark);
    }
    refresh();
}

void HistoryPanel::refresh()
{
    const QSignalBlocker blocker(this);
    clear();
    if (!m_document)
        return;
    for (const HistoryNodePtr& node : m_document->history().nodes()) {
        const QString time =
            QLocale().toString(node->made.toLocalTime().time(), QLocale::ShortFormat);
        const QPixmap picture = QPixmap::fromImage(displayImage(node->thumbnail));
        QIcon icon(picture);
        icon.addPixmap(picture, QIcon::Selected); // untinted
        auto* item = new QListWidgetItem(icon, node->title + QLatin1Char('\n') + time, this);
        item->setData(Qt::UserRole, node->id);
        item->setData(Qt::AccessibleTextRole, node->title);
        item->setToolTip(node->title);
    }
    mark();
}

void HistoryPanel::mark()
{
    const int current = m_document ? m_document->history().current().id : -1;
    const QSignalBlocker blocker(this);
    for (int i = 0; i < count(); ++i)
        if (item(i)->data(Qt::UserRole).toInt() == current)
            setCurrentRow(i);
}

void HistoryPanel::chooseSelected()
{
    const auto selected = selectedItems();
    if (!m_document || selected.isEmpty())
        return;
    const int id = selected.first()->data(Qt::UserRole).toInt();
    if (id != m_document->history().current().id)
        m_document->goTo(id);
}

} // namespace enogu
