// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/adamw.h"
#include "engine/train/snapshot.h"
#include "engine/train/weightset.h"

namespace enogu::core {

/// A network in training: its weights and what moves them.
struct Learner
{
    WeightSet weights;
    AdamW optimizer;

    /// After the network was built from weights.started().
    void begin(bool averages = true) { optimizer = AdamW(weights.leaves(), averages); }
    /// The running mean of the weights, in which a model is exported and tried.
    Parameters mean(at::ScalarType dtype) const { return weights.with(optimizer.mean, dtype); }
    /// Leaves, moments and means under `name`, into a checkpoint and back. restore() throws
    /// std::exception where one is missing or misshapen.
    void keep(const std::string& name, Snapshot& in) const;
    void restore(const std::string& name, const Snapshot& from);
};

} // namespace enogu::core
