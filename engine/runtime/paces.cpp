// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/paces.h"

namespace enogu {

void Paces::keep(const PaceKey& key, std::int64_t calls, double stepSeconds, double otherSeconds)
{
    if (calls > 0)
        m_paces[key] = {stepSeconds / double(calls), otherSeconds};
}

double Paces::secondsFor(const PaceKey& key, std::int64_t calls) const
{
    const auto found = m_paces.find(key);
    return found == m_paces.end() ? -1 : found->second.other + double(calls) * found->second.step;
}

} // namespace enogu
