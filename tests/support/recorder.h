// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/step.h"

#include <functional>
#include <vector>

namespace enogu::tests {

/// Keeps every report and step; `then` is called with each report.
class Recorder : public Observer
{
public:
    void onProgress(const Progress& progress) override
    {
        reports.push_back(progress);
        if (then)
            then(progress);
    }
    void onPreview(const Preview&) override {}
    void onStep(const Step& step) override { steps.push_back(step); }

    std::vector<Progress> reports;
    std::vector<Step> steps;
    std::function<void(const Progress&)> then;
};

} // namespace enogu::tests
