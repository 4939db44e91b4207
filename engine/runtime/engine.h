// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/runtime/diffuser.h"
#include "engine/runtime/planner.h"
#include "engine/runtime/styler.h"

namespace enogu {

/// The engine of the product, on LibTorch.
class TorchEngine : public Engine
{
public:
    TorchEngine();

    Outcome<Result> run(const Job& job, Observer& observer, std::stop_token stop) noexcept override;
    Outcome<RunPlan> plan(const Job& job) noexcept override;
    Outcome<TextReach> reach(const EditRecipe& recipe, const std::string& text) noexcept override;
    std::vector<DeviceInfo> devices() noexcept override;
    Outcome<ModelInfo> inspect(const std::string& path) noexcept override;
    std::vector<FoundModel> findModels(const std::vector<std::string>& folders) noexcept override;
    void releaseMemory() noexcept override;

private:
    Styler m_styler;
    ModelShelf m_shelf;
    Paces m_paces;
    Diffuser m_diffuser{m_shelf, m_paces};
    Planner m_planner{m_shelf, m_paces};
};

} // namespace enogu
