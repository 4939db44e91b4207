// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/image/geometry.h"
#include "engine/image/matrix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace enogu {
namespace {

/// Weights of the four neighbours of a place `t` (0 … 1) between the middle two: Catmull–Rom.
std::array<float, 4> cubicWeights(float t)
{
    const float t2 = t * t, t3 = t2 * t;
    return {-0.5f * t3 + t2 - 0.5f * t, 1.5f * t3 - 2.5f * t2 + 1, -1.5f * t3 + 2 * t2 + 0.5f * t,
            0.5f * t3 - 0.5f * t2};
}

template <typename T, int channels>
class Sampler
{
public:
    explicit Sampler(const cv::Mat& from) : m_from(from) {}

    /// Pixel centres lie at whole coordinates; beyond the edge the edge goes on.
    void sample(double x, double y, T* out) const
    {
        const int x0 = int(std::floor(x)), y0 = int(std::floor(y));
        const auto wx = cubicWeights(float(x - x0)), wy = cubicWeights(float(y - y0));
        std::array<float, channels> sum{};
        for (int j = 0; j < 4; ++j) {
            const T* row = m_from.ptr<T>(std::clamp(y0 - 1 + j, 0, m_from.rows - 1));
            for (int i = 0; i < 4; ++i)
                add(row + std::clamp(x0 - 1 + i, 0, m_from.cols - 1) * channels,
                    wx[std::size_t(i)] * wy[std::size_t(j)], sum);
        }
        finish(sum, out);
    }

private:
    static constexpr float kTop = float(T(~T(0)));

    static void add(const T* pixel, float weight, std::array<float, channels>& sum)
    {
        if constexpr (channels == 4) {
            sum[3] += weight * float(pixel[3]);
            weight *= float(pixel[3]) / kTop;
        }
        for (std::size_t c = 0; c < 3; ++c)
            sum[c] += weight * float(pixel[c]);
    }
    static void finish(const std::array<float, channels>& sum, T* out)
    {
        float scale = 1;
        if constexpr (channels == 4) {
            const float alpha = std::clamp(sum[3], 0.f, kTop);
            out[3] = T(alpha + 0.5f);
            scale = alpha > 0 ? kTop / sum[3] : 0; // overshoot divides out
        }
        for (std::size_t c = 0; c < 3; ++c)
            out[c] = T(std::clamp(sum[c] * scale, 0.f, kTop) + 0.5f);
    }

    const cv::Mat& m_from;
};

template <typename T, int channels>
void rotate(const cv::Mat& from, cv::Mat to, double radians)
{
    const Sampler<T, channels> sampler(from);
    const double c = std::cos(radians), s = std::sin(radians);
    const double midX = (from.cols - 1) / 2.0, midY = (from.rows - 1) / 2.0;
    cv::parallel_for_(cv::Range(0, to.rows), [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            T* out = to.ptr<T>(y);
            const double dy = y - (to.rows - 1) / 2.0;
            for (int x = 0; x < to.cols; ++x, out += channels) {
                const double dx = x - (to.cols - 1) / 2.0;
                sampler.sample(midX + c * dx + s * dy, midY - s * dx + c * dy, out);
            }
        }
    });
}

} // namespace

Extent straightenedExtent(const Extent& extent, double degrees)
{
    const double radians = std::abs(degrees) * std::numbers::pi / 180;
    const double s = std::sin(radians), c = std::cos(radians);
    const double longer = std::max(extent.width, extent.height);
    const double shorter = std::min(extent.width, extent.height);
    double w, h;
    if (shorter <= 2 * s * c * longer || std::abs(s - c) < 1e-10) {
        // Two corners touch the long sides: the half of the short side decides.
        const double half = shorter / 2;
        w = extent.width >= extent.height ? half / s : half / c;
        h = extent.width >= extent.height ? half / c : half / s;
    } else {
        const double d = c * c - s * s;
        w = (extent.width * c - extent.height * s) / d;
        h = (extent.height * c - extent.width * s) / d;
    }
    return {std::clamp(int(w + 1e-6), 1, extent.width),
            std::clamp(int(h + 1e-6), 1, extent.height)};
}

Image straightened(const Image& image, const Straighten& straighten)
{
    const double degrees = straighten.degrees;
    if (!(std::abs(degrees) <= 45))
        throw Error(ErrorCode::BadArgument,
                    "A picture is straightened by at most 45 degrees: turn it first.");
    if (degrees == 0)
        return image;
    const double radians = degrees * std::numbers::pi / 180;
    const bool eight = image.depth() == Depth::U8;
    const auto work = image.hasAlpha()
                          ? (eight ? rotate<std::uint8_t, 4> : rotate<std::uint16_t, 4>)
                          : (eight ? rotate<std::uint8_t, 3> : rotate<std::uint16_t, 3>);
    return drawn(image, straightenedExtent(image.extent(), degrees),
                 [&](const cv::Mat& from, cv::Mat to) { work(from, to, radians); });
}

} // namespace enogu
