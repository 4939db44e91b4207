// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/picturegrid.h"

#include "ui/document/qtimage.h"
#include "ui/plaintext.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <cmath>

namespace enogu {

/// A picture with its caption, pressed as a button is.
class PictureCell : public QAbstractButton
{
public:
    PictureCell(const QString& caption, QWidget* parent) : QAbstractButton(parent)
    {
        setText(caption);
        setAccessibleName(caption);
        setEnabled(false);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setMinimumSize(96, 80);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setAttribute(Qt::WA_Hover);
    }

    void setPicture(const QImage& image)
    {
        m_picture = image;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        constexpr int kEdge = 3;
        QPainter painter(this);
        const QRect words(0, height() - fontMetrics().height() - kEdge, width(),
                          fontMetrics().height());
        const QRect area = rect().adjusted(kEdge, kEdge, -kEdge, -words.height() - 2 * kEdge);
        painter.fillRect(area, palette().color(QPalette::AlternateBase));
        if (!m_picture.isNull()) {
            QRect place(QPoint(), m_picture.size().scaled(area.size(), Qt::KeepAspectRatio));
            place.moveCenter(area.center());
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(place, m_picture);
        }
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(words, Qt::AlignCenter, text());
        if (isEnabled() && (hasFocus() || underMouse())) {
            painter.setPen(QPen(palette().color(QPalette::Highlight), kEdge));
            painter.drawRect(area.adjusted(-1, -1, 0, 0));
        }
    }

private:
    QImage m_picture;
};

PictureGrid::PictureGrid(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_all(new QPushButton(tr("Keep A&ll"), this)),
      m_close(new QPushButton(tr("&Keep None"), this)),
      m_grid(new QGridLayout)
{
    for (QPushButton* button : {m_all, m_close})
        button->setAccessibleName(plainText(button->text()));
    auto* row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(m_all);
    row->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row);
    column->addLayout(m_grid, 1);
    connect(m_all, &QPushButton::clicked, this, &PictureGrid::allChosen);
    connect(m_close, &QPushButton::clicked, this, &PictureGrid::left);
}

void PictureGrid::begin(const QString& title, const QStringList& captions)
{
    Q_EMIT begun();
    for (PictureCell* cell : m_cells)
        delete cell;
    m_cells.clear();
    setTitle(title);
    const int columns = int(std::ceil(std::sqrt(double(captions.size()))));
    for (int i = 0; i < captions.size(); ++i) {
        auto* cell = new PictureCell(captions[i], this);
        m_cells.push_back(cell);
        m_grid->addWidget(cell, i / columns, i % columns);
        connect(cell, &QAbstractButton::clicked, this, [this, i] { Q_EMIT chosen(i); });
    }
    setMayKeepAll(false);
}

void PictureGrid::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void PictureGrid::setPicture(int cell, const Image& image)
{
    m_cells.at(std::size_t(cell))->setPicture(displayImage(image).copy());
}

void PictureGrid::setReady(int cell, bool ready)
{
    m_cells.at(std::size_t(cell))->setEnabled(ready);
}

void PictureGrid::setMayKeepAll(bool may)
{
    m_all->setVisible(may);
}

} // namespace enogu
