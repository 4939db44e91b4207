// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/results.h"
#include "engine/api/step.h"

#include <QImage>

#include <optional>

namespace enogu {

/// Where the pictures of a run's steps go. Both may be empty.
struct StepPlaces
{
    std::filesystem::path folder; ///< step-001-x_t.png, step-001-pred_x0.png …
    std::filesystem::path sheet;  ///< one picture of all steps: x_t above pred_x0
    bool overwrite = false;

    bool any() const { return !folder.empty() || !sheet.empty(); }
};

/// Shows a job's progress and keeps the pictures of its steps.
class StepFiles : public ProgressPrinter
{
public:
    StepFiles(Console& console, const QString& file, StepPlaces places);

    void onStep(const Step& step) override;
    /// Writes the sheet. Throws Error, also the first one that a step's pictures met.
    void finish();

private:
    void write(const Image& image, int index, const char* what);

    StepPlaces m_places;
    std::vector<std::pair<QImage, QImage>> m_small; ///< x_t and pred_x0
    std::optional<Error> m_fault;
};

} // namespace enogu
