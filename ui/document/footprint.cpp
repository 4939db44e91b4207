// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/footprint.h"

namespace enogu {

void Footprint::add(const HistoryNode& node)
{
    add(node.image);
    add(node.thumbnail);
    for (const auto& image : {node.flatLayer, node.source})
        if (image)
            add(*image);
    if (node.mask && isNew(node.mask->row(0)))
        m_bytes += node.mask->extent().pixels();
    if (node.steps && isNew(node.steps.get()))
        for (const Step& step : *node.steps)
            add(step);
}

void Footprint::add(const Image& image)
{
    if (isNew(image.bytes()))
        m_bytes += image.byteCount();
}

void Footprint::add(const Step& step)
{
    add(step.noisy);
    add(step.predicted);
    if (!step.state || !isNew(step.state.get()))
        return;
    m_bytes += (step.state->x.values.size() + step.state->predX0.values.size()) * sizeof(float) +
               step.state->random.size();
    for (const FloatArray& array : step.state->memory)
        m_bytes += array.values.size() * sizeof(float);
}

} // namespace enogu
