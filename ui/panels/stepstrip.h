// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/step.h"

#include <QWidget>

#include <vector>

class QBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QSlider;
class QToolButton;

namespace enogu {

/// Every step of a run, to look back at: pictures, a slider, and what can be done with a step.
class StepStrip : public QWidget
{
    Q_OBJECT
public:
    explicit StepStrip(QWidget* parent = nullptr);

    void setSteps(const std::vector<Step>& steps);
    void addStep(const Step& step);
    const std::vector<Step>& steps() const { return m_steps; }
    /// The step that is looked at, from 0; −1: the result.
    int current() const { return m_current; }
    void setCurrent(int index); ///< emits scrubbed
    void move(int by);          ///< steps on; past the last one is the result
    bool showsNoise() const;    ///< x_t instead of the predicted picture
    /// False while a run is under way: steps can be looked at, not kept.
    void setUsable(bool usable);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void scrubbed(int index); ///< −1: back at the result
    void keepRequested();
    void branchRequested();

private:
    void refresh();
    void addButtons(QBoxLayout* row);

    std::vector<Step> m_steps;
    int m_current = -1;
    bool m_usable = true;
    QListWidget* m_list;
    QSlider* m_slider;
    QLabel* m_place;
    QToolButton* m_noise;
    QPushButton *m_keep, *m_branch;
};

} // namespace enogu
