// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"
#include "engine/pipelines/denoising.h"
#include "engine/runtime/device.h"
#include "engine/runtime/modelshelf.h"
#include "engine/runtime/paces.h"
#include "engine/runtime/quickdecoder.h"
#include "engine/runtime/reporter.h"
#include "engine/weights/diffusionmodel.h"

#include <optional>

namespace enogu {

/// Runs the recipes Generate and Instruct: photo → tensors → pipeline → picture at the photo's own
/// size, with the photo's own samples outside of the mask. Keeps the model of the last job. One
/// thread.
class Diffuser
{
public:
    /// Both must outlive it.
    Diffuser(ModelShelf& shelf, Paces& paces) : m_shelf(shelf), m_paces(paces) {}

    /// Throws Error; call inside at::InferenceMode.
    Result run(const Job& job, const Generate& recipe, Observer& observer, std::stop_token stop);
    Result run(const Job& job, const Instruct& recipe, Observer& observer, std::stop_token stop);
    void forget();

private:
    struct Audience
    {
        Reporter& reporter;
        Observer& observer;
    };

    struct Work;

    template <typename Recipe>
    Result runAny(const Job& job, const Recipe& recipe, Observer& observer, std::stop_token stop);
    template <typename Recipe>
    Result runOn(const Device& device, const Job& job, const Recipe& recipe,
                 const Audience& audience);
    template <typename Recipe>
    const DiffusionModel& load(const Recipe& recipe, const Device& device, Reporter& reporter);
    template <typename Recipe>
    DiffusionResult paint(const Work& work, const Recipe& recipe, const DiffusionRun& how);
    template <typename Recipe>
    void addVariants(Work& work, Recipe recipe, int count, const Audience& audience);

    ModelShelf& m_shelf;
    Paces& m_paces;
    QuickDecoder m_quick;
    std::optional<DiffusionModel> m_model;
    std::string m_key; ///< of the opened model, with the settings that it was loaded with
};

} // namespace enogu
