// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/emptystate.h"

#include "ui/document/background.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QImageReader>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace enogu {

namespace {

constexpr QSize kThumbnail(150, 100);
constexpr int kMostRecent = 8;
constexpr int kColumns = 4;

/// Fills kThumbnail with the middle of the picture; null when Qt cannot read it.
QImage thumbnailOf(const QString& path)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isValid())
        reader.setScaledSize(size.scaled(kThumbnail * 2, Qt::KeepAspectRatioByExpanding));
    const QImage image = reader.read();
    if (image.isNull())
        return image;
    const QImage filled =
        image.scaled(kThumbnail, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    return filled.copy((filled.width() - kThumbnail.width()) / 2,
                       (filled.height() - kThumbnail.height()) / 2, kThumbnail.width(),
                       kThumbnail.height());
}

QLabel* centredLabel(const QString& text, double size, bool bold, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    font.setBold(bold);
    label->setFont(font);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      m_recentTitle(centredLabel(tr("Recent photos"), 1, true, this)),
      m_recent(new QWidget(this)),
      m_recentGrid(new QGridLayout(m_recent))
{
    auto* open = new QPushButton(tr("Open Photo…"), this);
    auto* paste = new QPushButton(tr("Paste"), this);
    open->setAccessibleName(tr("Open Photo…"));
    paste->setAccessibleName(tr("Paste"));
    open->setDefault(true);
    connect(open, &QPushButton::clicked, this, &EmptyState::openRequested);
    connect(paste, &QPushButton::clicked, this, &EmptyState::pasteRequested);

    auto* column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addStretch(2);
    column->addWidget(centredLabel(tr("Drop a photo here"), 1.8, true, this));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(open);
    buttons->addWidget(paste);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addSpacing(16);
    addSamples(column);
    column->addSpacing(8);
    column->addWidget(m_recentTitle);
    column->addWidget(m_recent, 0, Qt::AlignHCenter);
    column->addStretch(3);
    column->addWidget(centredLabel(
        tr("Your photos stay on this computer: nothing is sent anywhere."), 1, false, this));
    m_recentGrid->setContentsMargins(0, 0, 0, 0);
    setRecentFiles({});
}

void EmptyState::addSamples(QBoxLayout* column)
{
    const std::pair<QString, QString> samples[] = {
        {QStringLiteral(":/samples/street.png"), tr("Street")},
        {QStringLiteral(":/samples/evening.png"), tr("Evening")},
        {QStringLiteral(":/samples/room.png"), tr("Room")},
        {QStringLiteral(":/samples/landscape.jpg"), tr("Landscape")},
    };
    column->addWidget(centredLabel(tr("Or try a drawn sample"), 1, true, this));
    auto* row = new QHBoxLayout;
    row->addStretch();
    for (const auto& [resource, name] : samples) {
        QToolButton* button = thumbnailButton(name);
        button->setIcon(QPixmap::fromImage(thumbnailOf(resource)));
        connect(button, &QToolButton::clicked, this,
                [this, path = resource, title = name] { Q_EMIT sampleChosen(path, title); });
        row->addWidget(button);
    }
    row->addStretch();
    column->addLayout(row);
}

QToolButton* EmptyState::thumbnailButton(const QString& name)
{
    auto* button = new QToolButton(this);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize(kThumbnail);
    button->setAutoRaise(true);
    button->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, kThumbnail.width()));
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void EmptyState::setRecentFiles(const QStringList& paths)
{
    qDeleteAll(m_recent->findChildren<QToolButton*>());
    int shown = 0;
    for (const QString& path : paths) {
        if (shown == kMostRecent || !QFileInfo::exists(path))
            continue;
        QToolButton* button = thumbnailButton(QFileInfo(path).fileName());
        button->setParent(m_recent);
        button->setToolTip(path);
        QPixmap blank(kThumbnail);
        blank.fill(palette().color(QPalette::AlternateBase));
        button->setIcon(blank);
        connect(button, &QToolButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
        m_recentGrid->addWidget(button, shown / kColumns, shown % kColumns);
        inBackground(
            button, [path] { return thumbnailOf(path); },
            [button](QImage image) {
                if (!image.isNull())
                    button->setIcon(QPixmap::fromImage(image));
            });
        ++shown;
    }
    m_recentTitle->setVisible(shown > 0);
    m_recent->setVisible(shown > 0);
}

} // namespace enogu
