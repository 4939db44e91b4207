// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sliderrow.h"

#include "ui/plaintext.h"

#include <QGridLayout>
#include <QSignalBlocker>

#include <cmath>

namespace enogu {

namespace {

constexpr int kSettleMilliseconds = 700; ///< keys that follow each other faster are one change

} // namespace

SliderRow::SliderRow(const QString& name, const Range& range, QWidget* parent)
    : QObject(parent),
      m_slider(new QSlider(Qt::Horizontal, parent)),
      m_spin(new QDoubleSpinBox(parent)),
      m_unit(std::pow(10.0, -range.decimals)),
      m_label(new QLabel(name, parent))
{
    const QString plain = plainText(name);
    m_label->setBuddy(m_slider);
    m_slider->setRange(range.least, range.most);
    m_slider->setPageStep(qMax(1, (range.most - range.least) / 10));
    m_slider->setAccessibleName(plain);
    m_spin->setDecimals(range.decimals);
    m_spin->setRange(range.least * m_unit, range.most * m_unit);
    m_spin->setSingleStep(m_unit);
    m_spin->setSuffix(range.suffix);
    m_spin->setKeyboardTracking(false);
    m_spin->setAccessibleName(tr("%1, exact value").arg(plain));
    setValue(range.initial);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        {
            const QSignalBlocker blocker(m_spin);
            m_spin->setValue(value * m_unit);
        }
        Q_EMIT changed();
        if (!m_slider->isSliderDown())
            m_settled.start();
    });
    connect(m_spin, &QDoubleSpinBox::valueChanged, m_slider,
            [this](double value) { m_slider->setValue(int(std::lround(value / m_unit))); });
    connect(m_slider, &QSlider::sliderReleased, this, &SliderRow::released);
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettleMilliseconds);
    connect(&m_settled, &QTimer::timeout, this, &SliderRow::released);
}

void SliderRow::addTo(QGridLayout* grid, int row)
{
    grid->addWidget(m_label, row, 0);
    grid->addWidget(m_slider, row, 1);
    grid->addWidget(m_spin, row, 2);
}

void SliderRow::addStackedTo(QGridLayout* grid, int row)
{
    grid->addWidget(m_label, row, 0, 1, 3);
    grid->addWidget(m_slider, row + 1, 0, 1, 2);
    grid->addWidget(m_spin, row + 1, 2);
}

void SliderRow::setValue(int value)
{
    const QSignalBlocker blockSlider(m_slider), blockSpin(m_spin);
    m_slider->setValue(value);
    m_spin->setValue(m_slider->value() * m_unit);
}

void SliderRow::setVisible(bool visible)
{
    for (QWidget* widget : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_slider),
                            static_cast<QWidget*>(m_spin)})
        widget->setVisible(visible);
}

void SliderRow::setEnabled(bool enabled)
{
    for (QWidget* widget : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_slider),
                            static_cast<QWidget*>(m_spin)})
        widget->setEnabled(enabled);
}

void SliderRow::setToolTip(const QString& text)
{
    for (QWidget* widget : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_slider),
                            static_cast<QWidget*>(m_spin)})
        widget->setToolTip(text);
}

} // namespace enogu
