// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/bytes.h"

#include <array>

namespace enogu {

/// SHA-256 of FIPS 180-4 over bytes that arrive in pieces.
class Sha256
{
public:
    void add(Bytes bytes);
    /// Ends the message; the object may not be used afterwards.
    std::array<std::byte, 32> finish();

private:
    void addBlock(const std::byte* block);

    std::array<std::uint32_t, 8> m_state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                            0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, 64> m_block = {};
    std::uint64_t m_length = 0;
};

std::string hexOf(Bytes bytes);

} // namespace enogu
