// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/denoiser.h"

#include <vector>

namespace enogu::core {

// Formulas over a network's outputs, all [B, C, h, w] float32.

/// Classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598): u + g·(c − u).
at::Tensor guided(const at::Tensor& unconditional, const at::Tensor& conditional, double guidance);

/// Lin et al. 2023 (arXiv 2305.08891), §3.4: guidance that keeps the conditional output's standard
/// deviation, taken over all but the batch axis, by the share phi in [0, 1].
at::Tensor rescaled(const at::Tensor& guidedOutput, const at::Tensor& conditional, double phi);

/// Instructions on pictures (Brooks et al. 2022, arXiv 2211.09800, eq. 3):
/// none + s_I·(image − none) + s_T·(both − image), as a weight for each row. They add up to 1.
struct DualWeights
{
    double both, image, none;
};
DualWeights dualWeights(double textGuidance, double imageGuidance);

/// The same of given rows.
at::Tensor dualGuided(const at::Tensor& textAndImage, const at::Tensor& image,
                      const at::Tensor& none, double textGuidance, double imageGuidance);

/// Guides a network whose rows are Stable Diffusion's (unconditional, conditional): every picture
/// goes in twice, [2B, …], and one comes out.
class ClassifierFreeGuidance : public Denoiser
{
public:
    ClassifierFreeGuidance(Denoiser& rows, double guidance, double rescale = 0)
        : m_rows(rows), m_guidance(guidance), m_rescale(rescale)
    {
    }

    at::Tensor operator()(const at::Tensor& x, double t) override;

private:
    Denoiser& m_rows;
    double m_guidance, m_rescale;
};

/// Sums a network's rows by their weights: every picture goes in once for each, [nB, …], and one
/// comes out.
class WeightedRows : public Denoiser
{
public:
    WeightedRows(Denoiser& rows, std::vector<double> weights)
        : m_rows(rows), m_weights(std::move(weights))
    {
    }

    at::Tensor operator()(const at::Tensor& x, double t) override;

private:
    Denoiser& m_rows;
    std::vector<double> m_weights;
};

} // namespace enogu::core
