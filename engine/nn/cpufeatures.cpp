// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/cpufeatures.h"

#include <cpuid.h>
#include <cstdint>

namespace enogu::core {

namespace {

constexpr unsigned kLeafFeatures = 7;
constexpr unsigned kAmxTile = 1U << 24;      // leaf 7.0, edx
constexpr unsigned kAmxBf16 = 1U << 22;      // leaf 7.0, edx
constexpr unsigned kAvx512Bf16 = 1U << 5;    // leaf 7.1, eax
constexpr unsigned kOsSavesState = 1U << 27; // leaf 1, ecx
constexpr std::uint64_t kAvx512State = 0xe6;
constexpr std::uint64_t kTileState = 0x60000;

/// The register files that the system saves, as XGETBV tells.
std::uint64_t savedState()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & kOsSavesState))
        return 0;
    unsigned low = 0, high = 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return std::uint64_t(high) << 32 | low;
}

} // namespace

bool hasAmx()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return (savedState() & kTileState) == kTileState &&
           __get_cpuid_count(kLeafFeatures, 0, &a, &b, &c, &d) && (d & kAmxTile) && (d & kAmxBf16);
}

bool hasAvx512Bf16()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return (savedState() & kAvx512State) == kAvx512State &&
           __get_cpuid_count(kLeafFeatures, 1, &a, &b, &c, &d) && (a & kAvx512Bf16);
}

bool hasFastBfloat16()
{
    static const bool answer = hasAmx() || hasAvx512Bf16();
    return answer;
}

} // namespace enogu::core
