// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>

namespace enogu {

/// Seeded numbers (SplitMix64): the same sequence on every machine and with every standard library.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    /// In [0, 1).
    double unit() { return double(next() >> 11) * 0x1.0p-53; }
    float between(double low, double high) { return float(low + (high - low) * unit()); }
    /// Log-uniform: every octave between low and high (both above 0) is as likely.
    float logBetween(double low, double high)
    {
        return float(std::exp(between(std::log(low), std::log(high))));
    }
    /// 0 … count − 1.
    int below(int count) { return int(unit() * count); }
    bool chance(double share) { return unit() < share; }
    float normal()
    {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
        return float(radius * std::cos(6.283185307179586 * unit()));
    }
    std::uint64_t state() const { return m_state; }

private:
    std::uint64_t m_state;
};

} // namespace enogu
