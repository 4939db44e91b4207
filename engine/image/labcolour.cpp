// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/labcolour.h"

#include <opencv2/imgproc.hpp>

namespace enogu {

namespace {

void fillTables()
{
    [[maybe_unused]] static const bool filled = [] {
        cv::Mat lab, rgb;
        cv::cvtColor(cv::Mat::zeros(1, 1, CV_32FC3), lab, cv::COLOR_RGB2Lab);
        cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
        return true;
    }();
}

} // namespace

void rgbToLab(const cv::Mat& rgb, cv::Mat& lab)
{
    fillTables();
    cv::cvtColor(rgb, lab, cv::COLOR_RGB2Lab);
}

void labToRgb(const cv::Mat& lab, cv::Mat& rgb)
{
    fillTables();
    cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
}

} // namespace enogu
