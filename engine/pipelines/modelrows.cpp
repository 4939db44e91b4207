// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/modelrows.h"

#include "engine/pipelines/memory.h"

#include <ATen/ops/cat.h>

#include <malloc.h>

namespace enogu {

ModelRows::ModelRows(const DiffusionModel& model, NetworkRows rows, core::Checkpoint checkpoint)
    : m_model(model), m_rows(std::move(rows)), m_checkpoint(std::move(checkpoint))
{
    if (m_rows.text.defined())
        m_contexts.push_back(model.unet->context(m_rows.text));
}

void ModelRows::slice()
{
    if (m_sliced || count() < 2)
        return;
    m_sliced = true;
    m_contexts.clear();
    for (std::int64_t row = 0; row < count(); ++row)
        m_contexts.push_back(m_model.unet->context(m_rows.text.narrow(0, row, 1)));
}

/// x with what is seen beside it.
at::Tensor ModelRows::withBeside(const at::Tensor& x) const
{
    const at::Tensor& beside = m_rows.beside;
    return beside.defined() ? at::cat({x, beside.expand({x.size(0), -1, -1, -1})}, 1) : x;
}

at::Tensor ModelRows::passed(const at::Tensor& input, double t, std::size_t context) const
{
    if (m_contexts.empty())
        return m_model.pixels->forward(input, t, m_checkpoint);
    return m_model.unet->forward(input, t, m_contexts[context], m_rows.guidance, m_checkpoint);
}

at::Tensor ModelRows::oneByOne(const at::Tensor& input, double t) const
{
    std::vector<at::Tensor> outputs;
    for (std::int64_t row = 0; row < input.size(0); ++row)
        outputs.push_back(passed(input.narrow(0, row, 1), t, std::size_t(row)));
    return at::cat(outputs);
}

at::Tensor ModelRows::operator()(const at::Tensor& x, double t)
{
    const at::Tensor input = withBeside(x);
    if (m_sliced)
        return oneByOne(input, t);
    try {
        return passed(input, t, 0);
    } catch (const std::exception& error) {
        if (!isOutOfMemory(error) || x.size(0) < 2)
            throw;
    }
    malloc_trim(0);
    slice();
    return oneByOne(input, t);
}

} // namespace enogu
