// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/mapping.h"
#include "engine/formats/tensorfile.h"

#include <deque>

namespace enogu {

/// What a reader makes of a file; TensorFile shares it.
struct FileContents
{
    std::vector<TensorView> tensors;
    std::map<std::string, std::string> metadata;
    std::string container;
    std::vector<std::shared_ptr<const Mapping>> mappings; // keep the views' bytes alive
    std::deque<std::vector<std::byte>> copies;            // of bytes that lay unaligned
    std::map<std::string, std::size_t, std::less<>> index;

    /// The same bytes at an address that suits `type`; copies them only when they do not.
    const std::byte* aligned(Bytes bytes, ElementType type);
};

/// Sets shape, row-major strides and bytes. False when a side is negative, the rank is above
/// kMaxRank or the number of bytes leaves 63 bits.
bool setContiguousShape(TensorView& view, std::vector<std::int64_t> shape);

/// Bytes from the first element to the end of the last one; false when a side or stride is negative
/// or the arithmetic leaves 63 bits. 0 for a tensor without elements.
bool spannedBytes(const TensorView& view, std::size_t& bytes);

} // namespace enogu
