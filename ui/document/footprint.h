// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/history.h"

#include <set>

namespace enogu {

/// The memory that nodes hold: pictures, masks and states of steps. What several share counts once.
class Footprint
{
public:
    void add(const HistoryNode& node);
    std::size_t bytes() const { return m_bytes; }

private:
    bool isNew(const void* place) { return m_seen.insert(place).second; }
    void add(const Image& image);
    void add(const Step& step);

    std::set<const void*> m_seen;
    std::size_t m_bytes = 0;
};

} // namespace enogu
