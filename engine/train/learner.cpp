// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/learner.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <array>

namespace enogu::core {

namespace {

struct Row
{
    const char* name;
    const std::vector<at::Tensor>& tensors;
};

std::array<Row, 4> rowsOf(const Learner& learner)
{
    const AdamW& optimizer = learner.optimizer;
    return {{{"weight", learner.weights.leaves()},
             {"first", optimizer.first},
             {"second", optimizer.second},
             {"mean", optimizer.mean}}};
}

} // namespace

void Learner::keep(const std::string& name, Snapshot& in) const
{
    for (const Row& row : rowsOf(*this))
        for (std::size_t i = 0; i < row.tensors.size(); ++i)
            in.tensors[name + "." + row.name + "." + weights.names()[i]] = row.tensors[i].detach();
    in.words[name + ".steps"] = std::to_string(optimizer.steps);
}

void Learner::restore(const std::string& name, const Snapshot& from)
{
    const at::NoGradGuard quiet;
    for (const Row& row : rowsOf(*this))
        for (std::size_t i = 0; i < row.tensors.size(); ++i) {
            const at::Tensor& kept =
                from.tensors.at(name + "." + row.name + "." + weights.names()[i]);
            TORCH_CHECK(kept.sizes() == row.tensors[i].sizes(), "shape");
            row.tensors[i].copy_(kept);
        }
    optimizer.steps = std::stoll(from.words.at(name + ".steps"));
}

} // namespace enogu::core
