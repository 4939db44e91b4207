// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/stepstrip.h"

#include "engine/image/geometry.h"
#include "ui/document/qtimage.h"
#include "ui/plaintext.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace enogu {

namespace {

constexpr QSize kThumbnail(60, 45); // logical px

} // namespace

StepStrip::StepStrip(QWidget* parent)
    : QWidget(parent),
      m_list(new QListWidget(this)),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_place(new QLabel(this)),
      m_noise(new QToolButton(this)),
      m_keep(new QPushButton(tr("&Keep This Step"), this)),
      m_branch(new QPushButton(tr("&Branch From Here"), this))
{
    m_list->setAccessibleName(tr("Pictures of the Steps"));
    m_list->setFlow(QListView::LeftToRight);
    m_list->setIconSize(kThumbnail);
    m_list->setSpacing(1);
    m_list->setUniformItemSizes(true);
    m_list->setFixedHeight(kThumbnail.height() + 14);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setLayoutDirection(Qt::LeftToRight); // steps go from noise to picture everywhere
    m_list->installEventFilter(this);
    m_slider->setAccessibleName(tr("Step"));
    m_slider->setLayoutDirection(Qt::LeftToRight);
    m_slider->setPageStep(1);
    m_place->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("1000 / 1000")));
    m_place->setAlignment(Qt::AlignCenter);
    auto* pictures = new QVBoxLayout;
    pictures->setSpacing(2);
    pictures->addWidget(m_list);
    pictures->addWidget(m_slider);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 0);
    row->addLayout(pictures, 1);
    addButtons(row);
    connect(m_list, &QListWidget::currentRowChanged, this, &StepStrip::setCurrent);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int value) { setCurrent(value < int(m_steps.size()) ? value : -1); });
    refresh();
}

void StepStrip::addButtons(QBoxLayout* row)
{
    m_noise->setText(tr("Noise"));
    m_noise->setAccessibleName(tr("Show the Noise"));
    m_noise->setToolTip(tr("Show what the model was given at this step instead of what it saw in "
                           "it"));
    m_noise->setCheckable(true);
    m_keep->setToolTip(tr("Make this step's picture a result of its own"));
    m_branch->setToolTip(tr("Go on from this step with other words, guidance or seed"));
    for (QPushButton* button : {m_keep, m_branch}) {
        button->setAccessibleName(plainText(button->text()));
        button->setAutoDefault(false);
    }
    connect(m_noise, &QToolButton::toggled, this, [this] { Q_EMIT scrubbed(m_current); });
    connect(m_keep, &QPushButton::clicked, this, &StepStrip::keepRequested);
    connect(m_branch, &QPushButton::clicked, this, &StepStrip::branchRequested);
    auto* place = new QHBoxLayout;
    place->addWidget(m_place, 1);
    place->addWidget(m_noise);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addLayout(place);
    column->addWidget(m_keep);
    column->addWidget(m_branch);
    row->addLayout(column);
}

void StepStrip::setSteps(const std::vector<Step>& steps)
{
    const QSignalBlocker blockList(m_list), blockSlider(m_slider);
    m_steps.clear();
    m_list->clear();
    m_current = -1;
    for (const Step& step : steps)
        addStep(step);
    refresh();
}

void StepStrip::addStep(const Step& step)
{
    const QSignalBlocker blockList(m_list), blockSlider(m_slider);
    m_steps.push_back(step);
    const QImage picture =
        displayImage(reduced(step.predicted, int(kThumbnail.width() * devicePixelRatioF())));
    QIcon icon(QPixmap::fromImage(picture));
    icon.addPixmap(QPixmap::fromImage(picture), QIcon::Selected); // untinted
    auto* item = new QListWidgetItem(icon, QString(), m_list);
    item->setData(Qt::AccessibleTextRole, tr("Step %1").arg(step.index + 1));
    item->setToolTip(tr("Step %1").arg(step.index + 1));
    item->setSizeHint(kThumbnail + QSize(6, 6));
    if (m_current < 0)
        m_list->scrollToItem(item);
    refresh();
}

void StepStrip::setCurrent(int index)
{
    index = index < int(m_steps.size()) ? std::max(index, -1) : -1;
    if (index == m_current)
        return;
    m_current = index;
    refresh();
    Q_EMIT scrubbed(index);
}

void StepStrip::move(int by)
{
    const int last = int(m_steps.size());
    const int place = std::clamp((m_current < 0 ? last : m_current) + by, 0, last);
    setCurrent(place < last ? place : -1);
}

bool StepStrip::showsNoise() const
{
    return m_noise->isChecked();
}

void StepStrip::setUsable(bool usable)
{
    m_usable = usable;
    refresh();
}

void StepStrip::refresh()
{
    const QSignalBlocker blockList(m_list), blockSlider(m_slider);
    const int count = int(m_steps.size());
    m_slider->setRange(0, count);
    m_slider->setValue(m_current < 0 ? count : m_current);
    m_list->setCurrentRow(m_current);
    if (m_current < 0)
        m_list->clearSelection();
    const Step* shown = m_steps.empty() ? nullptr
                        : m_current < 0 ? &m_steps.back()
                                        : &m_steps[std::size_t(m_current)];
    const int total = shown ? shown->count : 0;
    const int place = shown ? shown->index + 1 : 0;
    m_place->setText(QStringLiteral("%1 / %2").arg(place).arg(total));
    m_place->setAccessibleName(tr("Step %1").arg(m_place->text()));
    const bool scrubs = m_usable && m_current >= 0;
    m_keep->setEnabled(scrubs);
    m_branch->setEnabled(scrubs && place < total);
    m_noise->setEnabled(m_current >= 0);
}

bool StepStrip::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        move(key == Qt::Key_Left ? -1 : 1);
        return true;
    }
    if (key != Qt::Key_Escape)
        return false;
    event->ignore(); // the window's; a list would take it for a letter to search for
    return true;
}

} // namespace enogu
