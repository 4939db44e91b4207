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
    void selectText(); ///< and takes the focus: typing replaces it

    /// `why` is the reason where nothing can be run; empty: it can.
    void setObstacle(const QString& why);
    /// Run becomes Open a Model….
    void setModelMissing(bool missing);
    /// Why such a run would fail, in the place of the forecast; may be empty.
    void setTrouble(const QString& sentence);
    void setRunning(bool running);
    void setStopping();
    /// One line about the run to come; `seen` adds the button that shows what the model sees.
    void setForecast(const QString& line, bool seen);
    void setReach(const TextReach& reach);
    void clearReach();
    /// Where the next run goes on from, e.g. "From step 14 of 20"; empty: from the photo.
    void setBranch(const QString& line);
    /// Try Again, Weaker, Stronger and Keep Only What Changed, after a run; `scales`: the two in
    /// the middle make sense.
    void setChips(bool shown, bool scales);
    void setHint(const QString& hint); ///< about the last result; may be empty

Q_SIGNALS:
    void runRequested();
    void stopRequested();
    void textChanged();
    void modelWanted();
    void modeChanged();
    void branchLeft();
    void seenRequested();
    void againRequested();
    void weakerRequested();
    void strongerRequested();
    void changesRequested();

private:
    QBoxLayout* buildChips();
    QBoxLayout* buildLine();
    QBoxLayout* buildNotes();
    void addExamples();
    void refreshWords();
    void refreshRun();
    QToolButton* chip(const QString& text, const QString& tip, void (InstructionBar::*asked)());

    QComboBox* m_mode;
    InstructionField* m_field;
    QToolButton* m_examples;
    QPushButton* m_run;
    QLabel *m_forecast, *m_tokens, *m_hint, *m_trouble;
    QToolButton *m_seen, *m_branch, *m_again, *m_weaker, *m_stronger, *m_changes;
    QString m_obstacle;
    bool m_running = false;
    bool m_modelMissing = false;
};

} // namespace enogu
