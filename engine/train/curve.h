// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace enogu {

/// PNG bytes of a curve: grey dots for the values, a dark line for their running mean, the vertical
/// axis logarithmic from the least to the greatest mean. Empty or single values give an empty
/// chart.
std::string curvePng(const std::vector<double>& values, int width, int height);

/// PNG bytes of a picture: 3 bytes a pixel, rows from the top.
std::string pngOf(const std::vector<unsigned char>& rgb, int width, int height);

} // namespace enogu
