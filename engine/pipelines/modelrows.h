// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/denoiser.h"
#include "engine/models/textcontext.h"
#include "engine/weights/diffusionmodel.h"

namespace enogu {

/// What a network is told beside x in the rows that a picture takes. Float32 on the model's device.
struct NetworkRows
{
    at::Tensor text;     ///< [rows, L, D]; undefined for models without words
    at::Tensor guidance; ///< [1, W] where the UNet takes guidance as an embedding, else undefined
    at::Tensor beside;   ///< [k · pictures, C', h, w], seen after x's channels; may be undefined
    std::vector<std::int64_t> seen = {}; ///< 0 … k − 1 by each row, of `beside`; empty: 0 by all
    std::int64_t pictures = 1;           ///< made at once; each takes all of the rows
};

/// The network of a model as a Denoiser over such rows: x is [rows · pictures, C, h, w], each row
/// for all of the pictures before the next one. A picture's rows that see the same beside x have
/// the same x, too: what the network does before it reads the text is done once for all of these.
/// When memory runs out the rows go through one by one from then on. Refers to the model.
class ModelRows : public core::Denoiser
{
public:
    ModelRows(const DiffusionModel& model, NetworkRows rows, core::Checkpoint checkpoint);

    std::int64_t count() const { return std::int64_t(m_seen.size()); }

    at::Tensor operator()(const at::Tensor& x, double t) override;

    /// One by one from now on.
    void slice();
    bool isSliced() const { return m_sliced; }

private:
    at::Tensor picturesOf(const at::Tensor& x) const;
    at::Tensor oneByOne(const at::Tensor& input, double t) const;
    at::Tensor passed(const at::Tensor& input, double t, std::size_t context) const;

    const DiffusionModel& m_model;
    NetworkRows m_rows;               ///< its text is that of every row of x
    std::vector<std::int64_t> m_seen; ///< by each row of x: a picture with what is beside it
    at::Tensor m_firsts;              ///< [k · pictures] int64: a row of each
    core::Checkpoint m_checkpoint;
    std::vector<core::TextContext> m_contexts; ///< of all rows, or of each where they are sliced
    bool m_sliced = false;
};

} // namespace enogu
