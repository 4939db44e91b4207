// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "ui/edit/mode.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace enogu {

class ChipRow;
class InstructionField;

/// Under the photo: what should change, in words, and what that will cost. It knows no model: it is
/// told what to show.
class InstructionBar : public QWidget
{
    Q_OBJECT
public:
    explicit InstructionBar(QWidget* parent = nullptr);

    EditMode mode() const;
    void setMode(EditMode mode);
    QString text() const;
    void setText(const QString& text);
    InstructionField& field() { return *m_field; }
    ChipRow& chips() { return *m_chips; }
    void selectText(); ///< and takes the focus: typing replaces it

    /// `why` is the reason where nothing can be run; empty: it can.
    void setObstacle(const QString& why);
    /// Run becomes Open a Model….
    void setModelMissing(bool missing);
    void setRunning(bool running);
    void setStopping();
    /// One line about the run to come; `seen` adds the button that shows what the model sees.
    void setForecast(const QString& line, bool seen);
    void setReach(const TextReach& reach);
    void clearReach();

Q_SIGNALS:
    void runRequested();
    void stopRequested();
    void textChanged();
    void modelWanted();
    void modeChanged();
    void seenRequested();

private:
    QBoxLayout* buildLine();
    QBoxLayout* buildNotes();
    void addExamples();
    void refreshWords();
    void refreshRun();

    QComboBox* m_mode;
    InstructionField* m_field;
    QToolButton* m_examples;
    QPushButton* m_run;
    QLabel *m_forecast, *m_tokens;
    QToolButton* m_seen;
    ChipRow* m_chips;
    QString m_obstacle;
    bool m_running = false;
    bool m_modelMissing = false;
};

} // namespace enogu
