// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/adamw.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

namespace enogu::core {

AdamW::AdamW(std::vector<at::Tensor> parameters, bool averages)
    : m_parameters(std::move(parameters)), m_averages(averages)
{
    for (const at::Tensor& p : m_parameters) {
        first.push_back(at::zeros_like(p, p.options().requires_grad(false)));
        second.push_back(at::zeros_like(p, p.options().requires_grad(false)));
        mean.push_back(averages ? p.detach().clone() : p.detach());
    }
}

void AdamW::step(const AdamWStep& how)
{
    const at::NoGradGuard quiet;
    double squared = 0;
    for (const at::Tensor& p : m_parameters)
        if (p.grad().defined())
            squared += p.grad().square().sum().item<double>();
    const double clip = std::min(1.0, how.clip / (std::sqrt(squared) + 1e-12));
    ++steps;
    const double grown1 = 1 - std::pow(0.9, double(steps)),
                 grown2 = 1 - std::pow(0.999, double(steps));
    const double keep = std::min(how.meanDecay, double(steps) / double(steps + 10));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        at::Tensor& p = m_parameters[i];
        if (!p.grad().defined())
            continue;
        const at::Tensor gradient = p.grad() * clip;
        first[i].mul_(0.9).add_(gradient, 0.1);
        second[i].mul_(0.999).addcmul_(gradient, gradient, 0.001);
        if (p.dim() > 1)
            p.mul_(1 - how.rate * how.decay);
        p.addcdiv_(first[i], (second[i] / grown2).sqrt_().add_(1e-8), -how.rate / grown1);
        if (m_averages)
            mean[i].mul_(keep).add_(p, 1 - keep);
        p.mutable_grad().reset();
    }
}

} // namespace enogu::core
