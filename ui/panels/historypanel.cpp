// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/historypanel.h"

#include "ui/document/document.h"
#include "ui/document/qtimage.h"
#include "ui/panels/historydelegate.h"

#include <QKeyEvent>
#include <QLocale>
#include <QSignalBlocker>

namespace enogu {

namespace {

/// What sets a result of a diffusion model apart from others of the same words.
QStringList traitsOf(const HistoryNode& node)
{
    const Diffusion* run = node.recipe ? diffusionOf(*node.recipe) : nullptr;
    if (!run)
        return {};
    QStringList traits{HistoryPanel::tr("seed %1").arg(run->seed)};
    if (run->fromStep > 0)
        traits += HistoryPanel::tr("branched at step %1").arg(run->fromStep);
    if (run->keepStep > 0)
        traits += HistoryPanel::tr("step %1 kept").arg(run->keepStep);
    return traits;
}

QString detailOf(const HistoryNode& node)
{
    const QString time = QLocale().toString(node.made.toLocalTime().time(), QLocale::ShortFormat);
    return (QStringList{time} + traitsOf(node)).join(QStringLiteral(" · "));
}

/// The drawn lines in words.
QString spoken(const HistoryRow& row, const History& history)
{
    const HistoryNode& node = *row.node;
    QStringList words = QStringList{node.title} + traitsOf(node);
    if (history.children(node.parent).size() > 1)
        words += HistoryPanel::tr("branch of “%1”").arg(history.node(node.parent)->title);
    if (row.isOnPath && node.id != history.current().id)
        words += HistoryPanel::tr("leads to the current state");
    return words.join(QStringLiteral(", "));
}

} // namespace

HistoryPanel::HistoryPanel(QWidget* parent)
    : QListWidget(parent), m_delegate(new HistoryDelegate(this))
{
    setAccessibleName(tr("History"));
    setItemDelegate(m_delegate);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
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

void HistoryPanel::keyPressEvent(QKeyEvent* event)
{
    if (m_document && event->key() == Qt::Key_Left)
        m_document->undo();
    else if (m_document && event->key() == Qt::Key_Right)
        m_document->redo();
    else
        QListWidget::keyPressEvent(event);
}

void HistoryPanel::refresh()
{
    const QSignalBlocker blocker(this);
    clear();
    m_delegate->setRows(m_document ? historyRows(m_document->history())
                                   : std::vector<HistoryRow>());
    for (const HistoryRow& row : m_delegate->rows()) {
        const QPixmap picture = QPixmap::fromImage(displayImage(row.node->thumbnail));
        QIcon icon(picture);
        icon.addPixmap(picture, QIcon::Selected); // untinted
        auto* item = new QListWidgetItem(icon, row.node->title, this);
        item->setData(HistoryDelegate::NodeId, row.node->id);
        item->setData(HistoryDelegate::Detail, detailOf(*row.node));
        item->setToolTip(row.node->title + QLatin1Char('\n') + detailOf(*row.node));
    }
    name();
    mark();
}

/// The lines are drawn anew; the items stay, since one of them may be what was clicked.
void HistoryPanel::mark()
{
    if (!m_document)
        return;
    const QSignalBlocker blocker(this);
    auto rows = historyRows(m_document->history());
    if (rows.size() == m_delegate->rows().size())
        m_delegate->setRows(std::move(rows));
    name();
    for (int i = 0; i < count(); ++i)
        if (item(i)->data(HistoryDelegate::NodeId) == m_document->history().current().id)
            setCurrentRow(i);
    viewport()->update();
}

void HistoryPanel::name()
{
    for (int i = 0; i < count(); ++i)
        item(i)->setData(Qt::AccessibleTextRole,
                         spoken(m_delegate->rows()[std::size_t(i)], m_document->history()));
}

void HistoryPanel::chooseSelected()
{
    const auto selected = selectedItems();
    if (!m_document || selected.isEmpty())
        return;
    const int id = selected.first()->data(HistoryDelegate::NodeId).toInt();
    if (id != m_document->history().current().id)
        m_document->goTo(id);
}

} // namespace enogu
