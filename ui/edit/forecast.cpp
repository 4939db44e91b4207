// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/forecast.h"

#include "engine/photo/colour.h"
#include "ui/document/background.h"

#include <QLocale>
#include <QStringList>

#include <cmath>

namespace enogu {

namespace {

constexpr int kRestMilliseconds = 200;

} // namespace

Forecast::Forecast(QObject* parent) : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &Forecast::askNow);
}

void Forecast::ask(const Job& job, const std::optional<Image>& photo, const QString& text)
{
    m_job = job;
    m_photo = photo;
    m_text = text;
    ++m_turn;
    m_rest.start();
}

void Forecast::clear()
{
    ++m_turn;
    m_rest.stop();
    m_plan.reset();
    m_photo.reset();
    m_converted.reset();
}

void Forecast::askNow()
{
    Q_EMIT reachRequested(m_job.recipe, m_text.toStdString());
    if (!m_photo) {
        Q_EMIT planRequested(m_job);
        return;
    }
    if (m_converted && m_converted->first.bytes() == m_photo->bytes()) {
        requestPlan(m_converted->second);
        return;
    }
    using Converted = std::optional<std::pair<Image, Image>>;
    inBackground(
        this, [photo = *m_photo] { return Converted(std::pair(photo, srgbFromPhoto(photo))); },
        [this, turn = m_turn](Converted converted) {
            if (turn != m_turn)
                return;
            m_converted = std::move(converted);
            requestPlan(m_converted->second);
        });
}

void Forecast::requestPlan(const Image& srgb)
{
    Job job = m_job;
    job.input = srgb;
    Q_EMIT planRequested(job);
}

void Forecast::takePlan(const Outcome<RunPlan>& plan)
{
    if (plan) {
        m_plan = plan.value();
        Q_EMIT planned();
        return;
    }
    m_plan.reset();
    Q_EMIT refused(plan.error());
}

void Forecast::takeReach(const Outcome<TextReach>& reach)
{
    if (reach)
        Q_EMIT reached(reach.value());
    else
        Q_EMIT unreached();
}

QString Forecast::line() const
{
    if (!m_plan)
        return {};
    QStringList parts{
        QStringLiteral("%1 × %2").arg(m_plan->worked.width).arg(m_plan->worked.height)};
    if (m_plan->bytes > 0)
        parts += tr("about %1")
                     .arg(QLocale().formattedDataSize(qint64(m_plan->bytes), 1,
                                                      QLocale::DataSizeTraditionalFormat));
    if (m_plan->seconds >= 0)
        parts += m_plan->seconds < 90 ? tr("about %1 s").arg(std::ceil(m_plan->seconds))
                                      : tr("about %1 min").arg(std::ceil(m_plan->seconds / 60));
    if (!m_plan->device.empty())
        parts += QString::fromStdString(m_plan->device);
    return parts.join(QStringLiteral(" · "));
}

} // namespace enogu
