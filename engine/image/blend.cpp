// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/blend.h"

#include "engine/api/error.h"
#include "engine/image/labcolour.h"
#include "engine/image/samples.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

void requireSameExtent(const Image& a, const Image& b)
{
    if (!(a.extent() == b.extent()))
        throw Error(ErrorCode::BadArgument, "The two pictures differ in size.");
}

cv::Mat labRows(const Image& image, int from, int to)
{
    cv::Mat rows(to - from, image.width(), CV_32FC3);
    readRgb(image, from, to, rows.ptr<float>());
    rgbToLab(rows, rows);
    return rows;
}

struct LabStatistics
{
    cv::Scalar mean, deviation;
};

LabStatistics labStatistics(const Image& image)
{
    cv::Scalar sum, squares;
    for (int from = 0; from < image.height(); from += 64) {
        const cv::Mat lab = labRows(image, from, std::min(from + 64, image.height()));
        sum += cv::sum(lab);
        squares += cv::sum(lab.mul(lab));
    }
    const double n = double(image.extent().pixels());
    LabStatistics s;
    for (int c = 0; c < 3; ++c) {
        s.mean[c] = sum[c] / n;
        s.deviation[c] = std::sqrt(std::max(0.0, squares[c] / n - s.mean[c] * s.mean[c]));
    }
    return s;
}

} // namespace

Image blendStrength(const Image& photo, const Image& result, double strength)
{
    requireSameExtent(photo, result);
    if (strength <= 0)
        return photo;
    const auto mix = float(std::min(strength, 1.0));
    return filledLike(photo, [&](int from, int to, float* rgb) {
        const auto count = std::size_t(to - from) * std::size_t(photo.width()) * 3;
        std::vector<float> styled(count);
        readRgb(photo, from, to, rgb);
        readRgb(result, from, to, styled.data());
        for (std::size_t i = 0; i < count; ++i)
            rgb[i] += mix * (styled[i] - rgb[i]);
    });
}

Image keepColour(const Image& photo, const Image& result, double amount)
{
    requireSameExtent(photo, result);
    if (amount <= 0)
        return result;
    const auto wanted = labStatistics(photo);
    const auto found = labStatistics(result);
    cv::Vec3f gain, shift;
    for (int c = 0; c < 3; ++c) {
        const double ratio =
            found.deviation[c] > 1e-3 ? wanted.deviation[c] / found.deviation[c] : 1;
        gain[c] = float(1 + amount * (ratio - 1));
        shift[c] = float(amount * (wanted.mean[c] - found.mean[c] * ratio));
    }
    return filledLike(result, [&](int from, int to, float* rgb) {
        cv::Mat lab = labRows(result, from, to);
        lab.forEach<cv::Vec3f>([&](cv::Vec3f& p, const int*) { p = p.mul(gain) + shift; });
        cv::Mat target(to - from, result.width(), CV_32FC3, rgb);
        labToRgb(lab, target);
    });
}

} // namespace enogu
