// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/modelrows.h"

#include "engine/pipelines/memory.h"

#include <ATen/ops/cat.h>

#include <malloc.h>

namespace enogu {

ModelRows::ModelRows(const DiffusionModel& model, const Conditioning& words, at::Tensor beside,
                     core::Checkpoint checkpoint)
    : m_model(model),
      m_guidance(words.guidance),
      m_beside(std::move(beside)),
      m_checkpoint(std::move(checkpoint))
{
    if (!words.prompt.defined())
        return;
    m_text = words.negative.defined() ? at::cat({words.negative, words.prompt}) : words.prompt;
    m_contexts.push_back(model.unet->context(m_text));
}

void ModelRows::slice()
{
    if (m_sliced || !m_text.defined() || m_text.size(0) < 2)
        return;
    m_sliced = true;
    m_contexts.clear();
    for (std::int64_t row = 0; row < m_text.size(0); ++row)
        m_contexts.push_back(m_model.unet->context(m_text.narrow(0, row, 1)));
}

at::Tensor ModelRows::passed(const at::Tensor& x, double t, const core::TextContext* text) const
{
    if (!text)
        return m_model.pixels->forward(x, t, m_checkpoint);
    const at::Tensor input =
        m_beside.defined() ? at::cat({x, m_beside.expand({x.size(0), -1, -1, -1})}, 1) : x;
    return m_model.unet->forward(input, t, *text, m_guidance, m_checkpoint);
}

at::Tensor ModelRows::together(const at::Tensor& x, double t) const
{
    return passed(x, t, m_contexts.empty() ? nullptr : &m_contexts.front());
}

at::Tensor ModelRows::oneByOne(const at::Tensor& x, double t) const
{
    std::vector<at::Tensor> outputs;
    for (std::int64_t row = 0; row < x.size(0); ++row)
        outputs.push_back(passed(x.narrow(0, row, 1), t, &m_contexts[std::size_t(row)]));
    return at::cat(outputs);
}

at::Tensor ModelRows::operator()(const at::Tensor& x, double t)
{
    if (m_sliced)
        return oneByOne(x, t);
    try {
        return together(x, t);
    } catch (const std::exception& error) {
        if (!isOutOfMemory(error) || x.size(0) < 2)
            throw;
    }
    malloc_trim(0);
    slice();
    return oneByOne(x, t);
}

} // namespace enogu
