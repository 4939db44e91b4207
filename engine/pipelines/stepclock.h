// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/parameters.h"

#include <functional>

namespace enogu {

/// How far the steps of a run are, told between blocks of the network: the first step finds out how
/// many blocks a step has. One thread.
class StepClock
{
public:
    StepClock(core::Checkpoint checkpoint, std::function<void(double)> advance)
        : m_checkpoint(std::move(checkpoint)), m_advance(std::move(advance))
    {
    }

    void start(std::int64_t steps) { m_steps = steps; }
    /// To be given to the network. It refers to this.
    core::Checkpoint checkpoint()
    {
        return [this] {
            if (m_checkpoint)
                m_checkpoint();
            ++m_block;
            tell();
        };
    }
    void finishStep()
    {
        m_blocks = m_block;
        m_block = 0;
        ++m_done;
        tell();
    }

private:
    void tell() const
    {
        constexpr double kTypicalBlocks = 60;
        const double blocks = m_blocks > 0 ? double(m_blocks) : double(m_block) + kTypicalBlocks;
        if (m_advance && m_steps > 0)
            m_advance((double(m_done) + double(m_block) / (blocks + 1)) / double(m_steps));
    }

    core::Checkpoint m_checkpoint;
    std::function<void(double)> m_advance;
    std::int64_t m_steps = 0, m_done = 0;
    std::int64_t m_block = 0, m_blocks = 0; ///< of this step so far; of the last step
};

} // namespace enogu
