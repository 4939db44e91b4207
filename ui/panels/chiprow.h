// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>

class QLabel;
class QToolButton;

namespace enogu {

/// Above the instruction: what can be done after a run, and what is to be said about it. Without
/// height while nothing in it is shown.
class ChipRow : public QHBoxLayout
{
    Q_OBJECT
public:
    explicit ChipRow(QWidget* parent); ///< the widgets'; the row itself is added to a layout

    /// Where the next run goes on from, e.g. "From step 14 of 20"; empty: from the photo.
    void setBranch(const QString& line);
    /// What makes sense after a run: Try Again, Weaker with Stronger, Keep Only What Changed.
    struct Chips
    {
        bool again = false, scales = false, changes = false;
    };
    void setChips(const Chips& shown);
    void setHint(const QString& hint); ///< about the last result; may be empty
    /// Why the next run would fail; may be empty.
    void setTrouble(const QString& sentence);

Q_SIGNALS:
    void branchLeft();
    void againRequested();
    void weakerRequested();
    void strongerRequested();
    void changesRequested();

private:
    QToolButton *m_branch, *m_again, *m_weaker, *m_stronger, *m_changes;
    QLabel *m_hint, *m_trouble;
};

} // namespace enogu
