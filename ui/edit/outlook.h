// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/edit/attempt.h"
#include "ui/edit/forecast.h"

namespace enogu {

class InstructionBar;
class InstructPanel;
class ModelChooser;
class Runner;

/// What the next run would do and what stands in its way, said in bar and panel. GUI thread only.
class Outlook : public QObject
{
    Q_OBJECT
public:
    /// All outlive the outlook.
    struct Desk
    {
        InstructionBar* bar;
        InstructPanel* panel;
        ModelChooser* models;
        Runner* runner;
    };
    /// `wanted` tells what Run would do now; none where there is no photo to edit.
    Outlook(const Desk& desk, std::function<std::optional<Attempt>()> wanted);

    Forecast& forecast() { return m_forecast; }
    /// Empty: there is an engine.
    void setEngineMissing(const QString& reason);
    bool hasEngine() const { return m_engineMissing.isEmpty(); }
    void setHasPhoto(bool has) { m_hasPhoto = has; } ///< seen at the next refresh
    void refresh();
    void refreshForecast(); ///< the words alone are others

private:
    void refreshObstacle();

    Desk m_desk;
    std::function<std::optional<Attempt>()> m_wanted;
    Forecast m_forecast;
    QString m_engineMissing;
    QString m_refusal; ///< why the next run would fail
    bool m_hasPhoto = false;
};

} // namespace enogu
