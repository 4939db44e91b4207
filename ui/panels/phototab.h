// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/document.h"
#include "ui/panels/easel.h"

#include <QWidget>

namespace enogu {

/// One open photo: its document and the canvas that shows it.
class PhotoTab : public QWidget
{
    Q_OBJECT
public:
    PhotoTab(const QString& path, Photo photo, QWidget* parent = nullptr);
    explicit PhotoTab(std::unique_ptr<Document> document, QWidget* parent = nullptr);

    Document& document() { return *m_document; }
    Easel& easel() { return *m_easel; }
    Canvas& canvas() { return m_easel->canvas(); }
    /// The name to show where the file's own would say nothing: of pasted pictures and samples.
    QString name() const { return m_name.isEmpty() ? m_document->name() : m_name; }
    void setName(const QString& name);
    bool isModified() const { return m_document->isModified(); }
    /// "6048 × 4032 · 16-bit · own profile".
    QString facts() const;
    /// The node that Animeify starts from: the newest one that is not itself an Animeify result.
    HistoryNodePtr runSource() const;

private:
    /// The newest node whose picture has the current one's geometry.
    HistoryNodePtr originalNode() const;
    void showCurrent();

    int m_originalNode = 0;
    QString m_name;
    Document* m_document;
    Easel* m_easel;
};

} // namespace enogu
