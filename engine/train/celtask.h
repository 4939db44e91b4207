// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/celoptions.h"
#include "engine/train/celpool.h"
#include "engine/train/trainingrun.h"

namespace enogu::core {

/// The network of Cel learns from drawn pictures what a slow filter makes of them.
class CelTask : public Task
{
public:
    /// Makes the run's folder for the pictures. Throws Error: NoPermission.
    explicit CelTask(CelOptions options);

    std::string identity() const override;
    std::vector<std::pair<std::string, Learner*>> learners() override;
    bool prepare(std::int64_t step) override;
    double step(const StepContext& context) override;
    /// The mean weights as cel.safetensors, float16, for resources/models/cel.
    void exportTo(const std::filesystem::path& folder) override;

private:
    at::Tensor lossOf(const CelPool::Batch& batch, double share) const;

    CelOptions m_options;
    CelPool m_pool;
    Learner m_net;
};

} // namespace enogu::core
