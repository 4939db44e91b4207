// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/lines.h"

#include "engine/image/samples.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace enogu {

namespace {

constexpr double kSigma = 1.0, kRatio = 1.6;
constexpr float kTau = 0.985F;
constexpr double kTensorSigma = 2.0;
constexpr double kFlowSigma = 3.0;
constexpr int kFlowSteps = 6; // pixels each way: two deviations
constexpr int kDrawingSide = 2000;

/// Encoded luma, 0 … 100, reduced by the whole factor by averaging.
cv::Mat lumaOf(const Image& photo, int factor)
{
    const int width = std::max(1, photo.width() / factor);
    const int height = std::max(1, photo.height() / factor);
    cv::Mat luma(height, width, CV_32F);
    cv::parallel_for_({0, height}, [&](const cv::Range& range) {
        for (int y = range.start; y < range.end; ++y) {
            const int from = y * factor;
            const int to = std::min(from + factor, photo.height());
            cv::Mat rgb(to - from, photo.width(), CV_32FC3);
            readRgb(photo, from, to, rgb.ptr<float>());
            cv::Mat grey;
            cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
            cv::Mat row = luma.row(y);
            if (factor > 1)
                cv::resize(grey, row, row.size(), 0, 0, cv::INTER_AREA);
            else
                grey.copyTo(row);
            row *= 100;
        }
    });
    return luma;
}

/// Unit tangents of the edges: the minor eigenvector of the smoothed structure tensor.
cv::Mat edgeTangents(const cv::Mat& luma)
{
    cv::Mat dx, dy, tensor(luma.size(), CV_32FC3);
    cv::Sobel(luma, dx, CV_32F, 1, 0);
    cv::Sobel(luma, dy, CV_32F, 0, 1);
    cv::parallel_for_({0, luma.rows}, [&](const cv::Range& range) {
        for (int y = range.start; y < range.end; ++y)
            for (int x = 0; x < luma.cols; ++x) {
                const float gx = dx.at<float>(y, x);
                const float gy = dy.at<float>(y, x);
                tensor.at<cv::Vec3f>(y, x) = {gx * gx, gx * gy, gy * gy};
            }
    });
    cv::GaussianBlur(tensor, tensor, {}, kTensorSigma);
    cv::Mat tangents(luma.size(), CV_32FC2);
    cv::parallel_for_({0, luma.rows}, [&](const cv::Range& range) {
        for (int y = range.start; y < range.end; ++y)
            for (int x = 0; x < luma.cols; ++x) {
                const auto& [xx, xy, yy] = tensor.at<cv::Vec3f>(y, x).val;
                const float half = (xx - yy) / 2;
                const float major = (xx + yy) / 2 + std::sqrt(half * half + xy * xy);
                const cv::Vec2f along(major - xx, -xy);
                const float length = std::hypot(along[0], along[1]);
                tangents.at<cv::Vec2f>(y, x) = length > 1e-6F ? along / length : cv::Vec2f(0, 1);
            }
    });
    return tangents;
}

/// Sharpened edges: negative on the dark side of an edge (in units of luma 0 … 100).
cv::Mat differenceOfGaussians(const cv::Mat& luma)
{
    cv::Mat fine, coarse;
    cv::GaussianBlur(luma, fine, {}, kSigma);
    cv::GaussianBlur(luma, coarse, {}, kSigma * kRatio);
    return fine - kTau * coarse;
}

/// Follows the flow from (x, y) one way and adds the weighted responses.
cv::Vec2f sumAlongFlow(const cv::Mat& response, const cv::Mat& tangents, cv::Point start,
                       float sign)
{
    static const auto weights = [] {
        std::array<float, kFlowSteps + 1> w{};
        for (int i = 0; i <= kFlowSteps; ++i)
            w[std::size_t(i)] = float(std::exp(-i * i / (2 * kFlowSigma * kFlowSigma)));
        return w;
    }();
    cv::Vec2f direction = tangents.at<cv::Vec2f>(start) * sign;
    cv::Vec2f at(float(start.x), float(start.y));
    cv::Vec2f sum(0, 0);
    for (std::size_t i = 1; i <= kFlowSteps; ++i) {
        at += direction;
        const int x = int(at[0] + 0.5F);
        const int y = int(at[1] + 0.5F);
        if (at[0] < 0 || at[1] < 0 || x >= response.cols || y >= response.rows)
            break;
        sum += cv::Vec2f(weights[i] * response.at<float>(y, x), weights[i]);
        const auto& next = tangents.at<cv::Vec2f>(y, x);
        direction = next.dot(direction) < 0 ? -next : next;
    }
    return sum;
}

/// 0 where the smoothed response is positive, rising to 1 as it falls below −2 / firmness.
float inkOf(float response, float firmness)
{
    if (response >= 0)
        return 0;
    const float t = std::clamp(0.5F + firmness * response / 4, 0.0F, 1.0F);
    return 1 - 2 * t * t * (3 - 2 * t);
}

} // namespace

LineDrawing drawLines(const Image& photo, double weight, const std::function<void()>& checkpoint)
{
    const auto pause = [&] {
        if (checkpoint)
            checkpoint();
    };
    const int longSide = std::max(photo.width(), photo.height());
    const cv::Mat luma =
        lumaOf(photo, std::max(1, int(std::lround(double(longSide) / kDrawingSide))));
    pause();
    const cv::Mat tangents = edgeTangents(luma);
    pause();
    const cv::Mat response = differenceOfGaussians(luma);
    cv::Mat lowest; // no ink is possible where the whole neighbourhood is positive
    const int reach = 2 * kFlowSteps + 1;
    cv::erode(response, lowest, cv::Mat::ones(reach, reach, CV_8U));
    pause();

    LineDrawing drawing{{luma.cols, luma.rows}, std::vector<std::uint8_t>(luma.total())};
    const auto firmness = float(2 * (0.5 + weight)); // phi_e = 2 at the middle of the slider
    cv::parallel_for_({0, luma.rows}, [&](const cv::Range& range) {
        for (int y = range.start; y < range.end; ++y)
            for (int x = 0; x < luma.cols; ++x) {
                if (lowest.at<float>(y, x) >= 0)
                    continue;
                const auto sum = cv::Vec2f(response.at<float>(y, x), 1) +
                                 sumAlongFlow(response, tangents, {x, y}, 1) +
                                 sumAlongFlow(response, tangents, {x, y}, -1);
                drawing.ink[std::size_t(y) * std::size_t(luma.cols) + std::size_t(x)] =
                    std::uint8_t(255 * inkOf(sum[0] / sum[1], firmness) + 0.5F);
            }
    });
    return drawing;
}

void LineDrawing::readRows(Extent photo, int from, int to, float* coverage) const
{
    if (extent == photo) {
        const auto width = std::size_t(photo.width);
        std::transform(ink.begin() + std::ptrdiff_t(std::size_t(from) * width),
                       ink.begin() + std::ptrdiff_t(std::size_t(to) * width), coverage,
                       [](std::uint8_t k) { return float(k) / 255; });
        return;
    }
    const double scaleX = double(extent.width) / photo.width;
    const double scaleY = double(extent.height) / photo.height;
    const auto sample = [&](int x, int y) {
        x = std::clamp(x, 0, extent.width - 1);
        y = std::clamp(y, 0, extent.height - 1);
        return float(ink[std::size_t(y) * std::size_t(extent.width) + std::size_t(x)]) / 255;
    };
    for (int y = from; y < to; ++y) {
        const double sourceY = (y + 0.5) * scaleY - 0.5;
        const int top = int(std::floor(sourceY));
        const auto fy = float(sourceY - top);
        for (int x = 0; x < photo.width; ++x) {
            const double sourceX = (x + 0.5) * scaleX - 0.5;
            const int left = int(std::floor(sourceX));
            const auto fx = float(sourceX - left);
            const float upper = sample(left, top) * (1 - fx) + sample(left + 1, top) * fx;
            const float lower = sample(left, top + 1) * (1 - fx) + sample(left + 1, top + 1) * fx;
            *coverage++ = upper * (1 - fy) + lower * fy;
        }
    }
}

} // namespace enogu
