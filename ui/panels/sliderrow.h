// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QTimer>

class QGridLayout;

namespace enogu {

/// A labelled slider with a spin box in a grid of three columns: one value in whole numbers.
class SliderRow : public QObject
{
    Q_OBJECT
public:
    struct Range
    {
        int least = 0, most = 100, initial = 50;
        QString suffix;
    };
    SliderRow(const QString& name, const Range& range, QWidget* parent);

    /// `name` may hold a mnemonic, which moves the focus to the slider.
    void addTo(QGridLayout* grid, int row);
    int value() const { return m_slider->value(); }
    void setValue(int value); ///< emits nothing
    void setEnabled(bool enabled);
    void setToolTip(const QString& text);

Q_SIGNALS:
    void changed();  ///< by the person
    void released(); ///< the slider was let go, or typing and stepping came to rest

private:
    QSlider* m_slider; ///< made first: who looks for the name finds the control, not its label
    QSpinBox* m_spin;
    QLabel* m_label;
    QTimer m_settled;
};

} // namespace enogu
