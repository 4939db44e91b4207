// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace enogu {

/// Turns rows of four inks into sRGB, through the file's profile or, without one, by simple ink
/// mixing. `inverted`: 255 means no ink, as Adobe writes it.
class CmykToSrgb
{
public:
    CmykToSrgb(const std::vector<std::uint8_t>& icc, bool inverted);
    void row(const std::uint8_t* inks, std::uint8_t* rgb, int pixels) const;

private:
    std::shared_ptr<void> m_transform;
    bool m_inverted;
};

} // namespace enogu
