// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/modelrows.h"

#include "engine/pipelines/memory.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <malloc.h>

namespace enogu {

ModelRows::ModelRows(const DiffusionModel& model, NetworkRows rows, core::Checkpoint checkpoint)
    : m_model(model), m_rows(std::move(rows)), m_checkpoint(std::move(checkpoint))
{
    const bool reads = m_rows.text.defined();
    m_rows.seen.resize(reads ? std::size_t(m_rows.text.size(0)) : 1);
    for (const std::int64_t seen : m_rows.seen)
        for (std::int64_t picture = 0; picture < m_rows.pictures; ++picture)
            m_seen.push_back(seen * m_rows.pictures + picture);
    std::vector<std::int64_t> firsts(std::size_t(1 + std::ranges::max(m_seen)));
    for (std::size_t row = m_seen.size(); row-- > 0;)
        firsts[std::size_t(m_seen[row])] = std::int64_t(row);
    m_firsts = at::tensor(firsts, at::kLong).to(model.device);
    if (!reads)
        return;
    m_rows.text = m_rows.text.repeat_interleave(m_rows.pictures, 0);
    m_contexts.push_back(model.unet->context(m_rows.text));
    m_contexts[0].pictures = at::tensor(m_seen, at::kLong).to(model.device);
}

void ModelRows::slice()
{
    if (m_sliced || count() < 2)
        return;
    m_sliced = true;
    m_contexts.clear();
    for (std::int64_t row = 0; m_rows.text.defined() && row < count(); ++row)
        m_contexts.push_back(m_model.unet->context(m_rows.text.narrow(0, row, 1)));
}

/// Each once, with what is seen beside it.
at::Tensor ModelRows::picturesOf(const at::Tensor& x) const
{
    const at::Tensor pictures = x.index_select(0, m_firsts);
    return m_rows.beside.defined() ? at::cat({pictures, m_rows.beside}, 1) : pictures;
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
    for (std::size_t row = 0; row < m_seen.size(); ++row)
        outputs.push_back(passed(input.narrow(0, m_seen[row], 1), t, row));
    return at::cat(outputs);
}

at::Tensor ModelRows::operator()(const at::Tensor& x, double t)
{
    const at::Tensor input = picturesOf(x);
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
