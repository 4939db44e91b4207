// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/diffusionoptions.h"
#include "engine/train/trainingrun.h"
#include "engine/train/vaeoptions.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace enogu::tests {

inline const RunOptions& runIn(const auto& options)
{
    if constexpr (requires { options.run; })
        return options.run;
    else
        return options.diffusion.run;
}

template <class Task>
core::TrainingRun runOf(const auto& options)
{
    return {runIn(options), std::make_unique<Task>(options)};
}

/// A run of 8 steps of an autoencoder of 32 px pictures, of which there are four.
VaeOptions smallVae(const QTemporaryDir& folder);
/// A folder that goes away, with a small random autoencoder (32 px pictures, 8 × 8 latents) in
/// vae-run/.
struct DiffusionSite
{
    DiffusionSite();
    /// A run of 8 steps in run/ that starts from it.
    DiffusionOptions options() const;

    std::unique_ptr<QTemporaryDir> directory;
    std::filesystem::path path;
};

/// Two of the pictures that smallVae() learns, [2, 3, 32, 32].
at::Tensor twoPictures();

/// Fails unless the mean loss of the last `window` of `steps` is below `share` of the first ones'.
void learns(core::TrainingRun& run, int steps, int window, double share);

using MakeRun = std::function<core::TrainingRun()>;
/// Fails unless a run that is killed in its middle and goes on ends as one that is not; the two
/// work in folders of their own.
void resumesExactly(const MakeRun& whole, const MakeRun& killed);

/// Fails unless the slope of a loss along a leaf's own gradient is that of finite differences.
void hasItsGradient(const std::function<at::Tensor()>& loss, const at::Tensor& leaf,
                    double step = 4e-3);

/// Copies of the weights of all learners.
std::vector<at::Tensor> everyWeight(core::Task& task);

} // namespace enogu::tests
