// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <QPointer>

namespace enogu {

class Document;

/// Every state of the photo with its thumbnail; choosing one goes to it.
class HistoryPanel : public QListWidget
{
    Q_OBJECT
public:
    explicit HistoryPanel(QWidget* parent = nullptr);

    void setDocument(Document* document); ///< null empties the list

private:
    void refresh();
    void mark();
    void chooseSelected();

    QPointer<Document> m_document;
};

} // namespace enogu
