// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QTimer>

class QGridLayout;

namespace enogu {

/// A labelled slider with a spin box in a grid of three columns: one value, counted in whole units
/// of its last decimal.
class SliderRow : public QObject
{
    Q_OBJECT
public:
    struct Range
    {
        int least = 0, most = 100, initial = 50;
        QString suffix = {};
        int decimals = 0; ///< 75 with one decimal shows as 7.5
    };
    SliderRow(const QString& name, const Range& range, QWidget* parent);

    /// `name` may hold a mnemonic, which moves the focus to the slider.
    void addTo(QGridLayout* grid, int row);
    /// For long names: the label in a row of its own, the slider in the next.
    void addStackedTo(QGridLayout* grid, int row);
    void setVisible(bool visible);
    int value() const { return m_slider->value(); }
    void setValue(int value);                  ///< emits nothing
    void commit() { m_spin->interpretText(); } ///< what was typed and not confirmed
    void setEnabled(bool enabled);
    void setToolTip(const QString& text);

Q_SIGNALS:
    void changed();  ///< by the person
    void released(); ///< the slider was let go, or typing and stepping came to rest

private:
    QSlider* m_slider; ///< made first: who looks for the name finds the control, not its label
    QDoubleSpinBox* m_spin;
    double m_unit; ///< what one step of the slider stands for
    QLabel* m_label;
    QTimer m_settled;
};

} // namespace enogu
