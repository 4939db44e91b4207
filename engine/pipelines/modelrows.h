// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/denoiser.h"
#include "engine/models/textcontext.h"
#include "engine/pipelines/conditioning.h"

#include <functional>

namespace enogu {

/// The network of a model as a Denoiser over the rows of its conditioning: x [rows, C, h, w] with
/// (unconditional, conditional) rows where there is a negative text, else one row. When memory runs
/// out the rows go through one by one from then on. Refers to the model.
class ModelRows : public core::Denoiser
{
public:
    /// `beside` [1, C', h, w], shown to the network after x's channels, may be undefined.
    ModelRows(const DiffusionModel& model, const Conditioning& words, at::Tensor beside,
              core::Checkpoint checkpoint);

    at::Tensor operator()(const at::Tensor& x, double t) override;

    /// One by one from now on.
    void slice();
    bool isSliced() const { return m_sliced; }

private:
    at::Tensor together(const at::Tensor& x, double t) const;
    at::Tensor oneByOne(const at::Tensor& x, double t) const;
    at::Tensor passed(const at::Tensor& x, double t, const core::TextContext* text) const;

    const DiffusionModel& m_model;
    at::Tensor m_text; ///< [rows, L, D]; undefined for models without words
    at::Tensor m_guidance, m_beside;
    core::Checkpoint m_checkpoint;
    std::vector<core::TextContext> m_contexts; ///< of all rows, or of each where they are sliced
    bool m_sliced = false;
};

} // namespace enogu
