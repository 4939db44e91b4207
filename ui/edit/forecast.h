// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace enogu {

/// What the run to come would do: asked for when hands come to rest, answered by the engine when it
/// has time. GUI thread only.
class Forecast : public QObject
{
    Q_OBJECT
public:
    explicit Forecast(QObject* parent = nullptr);

    /// `job` without its input, which is `photo` in any profile.
    void ask(const Job& job, const std::optional<Image>& photo, const QString& text);
    /// Takes back what was asked and known.
    void clear();
    const std::optional<RunPlan>& plan() const { return m_plan; }
    /// "512 × 384 · about 3 GB · about 12 s · CPU, bfloat16".
    QString line() const;

    void takePlan(const Outcome<RunPlan>& plan);
    void takeReach(const Outcome<TextReach>& reach);

Q_SIGNALS:
    void planRequested(const enogu::Job& job);
    void reachRequested(const enogu::EditRecipe& recipe, const std::string& text);
    void planned();
    void refused(const enogu::Error& error); ///< such a job would fail
    void reached(const enogu::TextReach& reach);
    void unreached(); ///< the model tells nothing about its words

private:
    void askNow();
    void requestPlan(const Image& srgb);

    Job m_job;
    std::optional<Image> m_photo;
    std::optional<std::pair<Image, Image>> m_converted; ///< a photo and its sRGB form
    QString m_text;
    QTimer m_rest;
    int m_turn = 0;
    std::optional<RunPlan> m_plan;
};

} // namespace enogu
