// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/outlook.h"

#include "ui/edit/runner.h"
#include "ui/errortext.h"
#include "ui/panels/chiprow.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/instructpanel.h"
#include "ui/panels/modelchooser.h"

namespace enogu {

Outlook::Outlook(const Desk& desk, std::function<std::optional<Attempt>()> wanted)
    : m_desk(desk), m_wanted(std::move(wanted))
{
    connect(&m_forecast, &Forecast::planned, this, [this] {
        m_refusal.clear();
        m_desk.bar->setForecast(m_forecast.line(), m_forecast.plan()->seen.has_value());
        m_desk.panel->setAdvice(m_forecast.plan()->advice);
        refreshObstacle();
    });
    connect(&m_forecast, &Forecast::refused, this, [this](const Error& error) {
        m_refusal = sentenceOf(error);
        m_desk.bar->setForecast({}, false);
        refreshObstacle();
    });
    connect(&m_forecast, &Forecast::reached, m_desk.bar, &InstructionBar::setReach);
    connect(&m_forecast, &Forecast::unreached, m_desk.bar, &InstructionBar::clearReach);
}

void Outlook::setEngineMissing(const QString& reason)
{
    m_engineMissing = reason;
    refreshObstacle();
}

void Outlook::refresh()
{
    refreshObstacle();
    refreshForecast();
}

void Outlook::refreshObstacle()
{
    const bool lacksPhoto = m_desk.bar->mode() == EditMode::Edit && !m_hasPhoto;
    QString why;
    if (!hasEngine())
        why = m_engineMissing;
    else if (lacksPhoto)
        why = tr("Open a photo first");
    else if (m_desk.runner->isActive())
        why = tr("Another run is under way");
    else
        why = m_refusal;
    m_desk.bar->setObstacle(why);
    m_desk.bar->setModelMissing(hasEngine() && !m_desk.models->hasModel());
    QString trouble = m_refusal;
    if (!m_desk.models->hasModel())
        trouble = tr("No model for this is installed: open one.");
    m_desk.bar->chips().setTrouble(lacksPhoto ? QString() : trouble);
}

void Outlook::refreshForecast()
{
    if (m_desk.runner->isActive())
        return;
    const auto attempt = hasEngine() ? m_wanted() : std::nullopt;
    if (attempt) {
        m_forecast.ask(attempt->job, attempt->input, m_desk.bar->text());
        return;
    }
    m_forecast.clear();
    m_refusal.clear();
    m_desk.bar->setForecast({}, false);
    m_desk.bar->clearReach();
}

} // namespace enogu
