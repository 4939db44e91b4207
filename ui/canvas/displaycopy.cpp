// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/displaycopy.h"

#include "ui/document/background.h"
#include "ui/document/qtimage.h"

#include <utility>

namespace enogu {

void DisplayCopy::make(const Image& image)
{
    ++m_making;
    inBackground(
        this, [image] { return Pyramid(displayImage(image)); },
        [this, mine = ++m_turn](Pyramid pyramid) {
            --m_making;
            if (mine != m_turn)
                return;
            const Pyramid before = std::exchange(m_pyramid, std::move(pyramid));
            Q_EMIT ready(before);
        });
}

} // namespace enogu
