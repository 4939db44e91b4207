// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/run.h"

#include <algorithm>
#include <stdexcept>

namespace enogu::core {

void Run::begin(const at::Tensor& picture, double macsPerPixel)
{
    m_height = picture.size(2);
    m_width = picture.size(3);
    m_total = std::max(1.0, macsPerPixel * double(m_width) * double(m_height));
    m_done = 0;
    if (!tape)
        return;
    tape->next = 0;
    if (!replays())
        tape->entries.clear();
}

void Run::did(double macs)
{
    m_done += macs;
    if (advance)
        advance(std::min(0.999, m_done / m_total));
    if (checkpoint)
        checkpoint();
}

void Run::finish()
{
    if (advance)
        advance(1);
}

NormMoments Run::moments(const std::function<NormMoments()>& take)
{
    if (!tape)
        return take();
    if (!replays())
        return tape->entries.emplace_back(take());
    if (tape->next >= tape->entries.size())
        throw std::logic_error("The recorded statistics belong to another network.");
    return tape->entries[tape->next++];
}

} // namespace enogu::core
