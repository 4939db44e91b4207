// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/readers.h"
#include "engine/photo/writers.h"

namespace enogu {
Decoded readWebp(Bytes, const Gate&)
{
    throw Refusal{ErrorCode::UnsupportedFormat, "is in a format that is not read yet"};
}
Decoded readTiff(Bytes, const Gate&)
{
    throw Refusal{ErrorCode::UnsupportedFormat, "is in a format that is not read yet"};
}
Decoded readHeif(Bytes, const Gate&)
{
    throw Refusal{ErrorCode::UnsupportedFormat, "is in a format that is not read yet"};
}
std::vector<std::uint8_t> writeWebp(const WriteJob&)
{
    throw Refusal{ErrorCode::UnsupportedFormat, "cannot be written as WebP yet: choose PNG."};
}
std::vector<std::uint8_t> writeTiff(const WriteJob&)
{
    throw Refusal{ErrorCode::UnsupportedFormat, "cannot be written as TIFF yet: choose PNG."};
}
} // namespace enogu
