// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/phototab.h"

#include "ui/document/geometry.h"

#include <QVBoxLayout>

namespace enogu {

PhotoTab::PhotoTab(const QString& path, Photo photo, QWidget* parent)
    : PhotoTab(std::make_unique<Document>(path, std::move(photo)), parent)
{
}

PhotoTab::PhotoTab(std::unique_ptr<Document> document, QWidget* parent)
    : QWidget(parent), m_document(document.release()), m_easel(new Easel(this))
{
    m_document->setParent(this);
    Canvas* canvas = &m_easel->canvas();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_easel);
    canvas->setOriginal(m_document->originalImage());
    showCurrent();
    canvas->setPictureName(m_document->name());
    canvas->setFocusPolicy(Qt::StrongFocus);
    setFocusProxy(canvas);
    connect(m_document, &Document::currentChanged, this, &PhotoTab::showCurrent);
    connect(m_document, &Document::previewReady, canvas, &Canvas::setPreview);
    connect(canvas, &Canvas::zoomChanged, m_document, [this, canvas] {
        m_document->setPreviewSide(
            int(qMax(canvas->width(), canvas->height()) * devicePixelRatioF()));
    });
}

void PhotoTab::showCurrent()
{
    const HistoryNodePtr source = originalNode();
    if (source->id != m_originalNode) {
        m_originalNode = source->id;
        canvas().setOriginal(source->image);
    }
    canvas().setPicture(m_document->currentImage());
}

void PhotoTab::setName(const QString& name)
{
    m_name = name;
    canvas().setPictureName(name);
}

QString PhotoTab::facts() const
{
    const Image image = m_document->currentImage();
    return tr("%1 × %2 · %3-bit · %4")
        .arg(image.width())
        .arg(image.height())
        .arg(image.depth() == Depth::U16 ? 16 : 8)
        .arg(image.icc() ? tr("own profile") : QStringLiteral("sRGB"));
}

HistoryNodePtr PhotoTab::originalNode() const
{
    const History& history = m_document->history();
    HistoryNodePtr node = history.node(history.current().id);
    while (node->parent >= 0 && node->recipe && !isGeometry(*node->recipe))
        node = history.node(node->parent);
    return node;
}

HistoryNodePtr PhotoTab::runSource() const
{
    const History& history = m_document->history();
    HistoryNodePtr node = history.node(history.current().id);
    while (node->parent >= 0 && node->recipe && std::holds_alternative<Animeify>(*node->recipe))
        node = history.node(node->parent);
    return node;
}

} // namespace enogu
