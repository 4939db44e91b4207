// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace enogu {

/// sRGB 0 … 1 → CIE L*a*b* (D65; L* 0 … 100), CV_32FC3; may work in place. Any thread: OpenCV
/// fills its tables at the first conversion with no lock, so they are filled once before it.
void rgbToLab(const cv::Mat& rgb, cv::Mat& lab);
/// The way back; `rgb` may be a header over the caller's memory of the same size.
void labToRgb(const cv::Mat& lab, cv::Mat& rgb);

} // namespace enogu
