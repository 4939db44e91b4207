// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/bytes.h"

#include <map>
#include <string>

namespace enogu {

constexpr std::uint64_t kMaxZipEntries = 10'000;

/// Whether the stored checksums are compared; a fuzzer, which cannot guess them, turns that off.
enum class Checksums { Compare, Ignore };

/// The entries of a zip archive by name, each a part of `bytes`. Only what PyTorch writes is
/// accepted: entries stored without compression, plain relative names, no links, no overlaps; zip64
/// is understood. Throws Error(BadModelFile); `name` is for the sentence.
std::map<std::string, Bytes, std::less<>> readZip(Bytes bytes, const std::string& name,
                                                  Checksums checksums = Checksums::Compare);

std::uint32_t crc32Of(Bytes bytes);

} // namespace enogu
