// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <QPointer>

namespace enogu {

class Document;
class HistoryDelegate;

/// Every state of the photo as a tree, with its thumbnail; choosing one goes to it. Up and Down
/// walk the rows, Left goes to what a state was made from, Right to what was made from it last.
class HistoryPanel : public QListWidget
{
    Q_OBJECT
public:
    explicit HistoryPanel(QWidget* parent = nullptr);

    void setDocument(Document* document); ///< null empties the list

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void mark();
    void name();
    void chooseSelected();

    QPointer<Document> m_document;
    HistoryDelegate* m_delegate;
};

} // namespace enogu
