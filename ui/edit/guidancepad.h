// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/advice.h"
#include "engine/api/error.h"
#include "ui/edit/attempt.h"

#include <QObject>

namespace enogu {

class Easel;
class Runner;

/// Nine quick drafts of one edit, over both guidances, the middle first. Each is a run like any
/// other; choosing one ends those still to come.
class GuidancePad : public QObject
{
    Q_OBJECT
public:
    static constexpr int kCells = 9;

    explicit GuidancePad(Runner* runner, QObject* parent = nullptr)
        : QObject(parent), m_runner(runner)
    {
    }

    bool isActive() const { return m_easel != nullptr; }
    Easel* easel() const { return m_easel; }
    /// `attempt` holds an Instruct. Does nothing while another run is active.
    void begin(const Attempt& attempt, Easel* easel, const ModelAdvice& advice);
    void end(); ///< hides the drafts and stops the one that runs

Q_SIGNALS:
    void chosen(const enogu::Instruct& recipe); ///< the edit as a full run, the pad has ended
    void ended();
    void failed(const enogu::Error& error);

private:
    Instruct recipeOf(int cell) const;
    void draft(std::size_t place);

    Runner* m_runner;
    QPointer<Easel> m_easel;
    Attempt m_attempt;
    ModelAdvice m_advice;
    int m_turn = 0;
};

} // namespace enogu
