// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/passes.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <future>

namespace enogu::core {

namespace {

struct Pass
{
    double loss = 0;
    std::vector<at::Tensor> gradients; ///< of the leaves; undefined where the loss knows no leaf
};

Pass passed(const at::Tensor& loss, const std::vector<at::Tensor>& leaves)
{
    return {loss.item<double>(),
            torch::autograd::grad({loss}, leaves, {}, std::nullopt, false, true)};
}

/// Every `stride`-th pass from `first` on, one after the other.
void run(std::vector<Pass>& results, std::size_t first, std::size_t stride,
         const std::function<Pass(std::size_t)>& pass)
{
    for (std::size_t i = first; i < results.size(); i += stride)
        results[i] = pass(i);
}

void runOnThreads(std::vector<Pass>& results, std::size_t threads,
                  const std::function<Pass(std::size_t)>& pass)
{
    std::vector<std::future<void>> workers;
    for (std::size_t k = 0; k < threads; ++k)
        workers.push_back(std::async(std::launch::async, [&, k] {
            at::set_num_threads(1);
            run(results, k, threads, pass);
        }));
    for (std::future<void>& worker : workers)
        worker.wait();
    for (std::future<void>& worker : workers)
        worker.get(); // throws what the worker threw
}

void add(const std::vector<at::Tensor>& leaves, const std::vector<at::Tensor>& gradients)
{
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        at::Tensor& sum = leaves[i].mutable_grad();
        if (gradients[i].defined())
            sum = sum.defined() ? sum + gradients[i] : gradients[i];
    }
}

} // namespace

double addGradients(int passes, const std::vector<at::Tensor>& leaves,
                    const std::function<at::Tensor(int)>& lossOf)
{
    std::vector<Pass> results(static_cast<std::size_t>(passes));
    const auto pass = [&](std::size_t i) { return passed(lossOf(int(i)) / passes, leaves); };
    const int threads = std::min(at::get_num_threads(), passes);
    if (threads > 1)
        runOnThreads(results, std::size_t(threads), pass);
    else
        run(results, 0, 1, pass);
    double sum = 0;
    for (const Pass& result : results) {
        add(leaves, result.gradients);
        sum += result.loss;
    }
    return sum;
}

} // namespace enogu::core
