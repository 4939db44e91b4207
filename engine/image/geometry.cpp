// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/geometry.h"

#include "engine/api/error.h"
#include "engine/image/matrix.h"

#include <algorithm>
#include <string>
#include <type_traits>

#include <opencv2/imgproc.hpp>

namespace enogu {
namespace {

constexpr std::size_t kMostPixels = 1'000'000'000;

[[noreturn]] void refuse(const std::string& sentence)
{
    throw Error(ErrorCode::BadArgument, sentence);
}

/// Shrinks by area, then grows by cubic, each along the sides that need it.
void resizeMatrix(const cv::Mat& from, cv::Mat to)
{
    const cv::Size small(std::min(from.cols, to.cols), std::min(from.rows, to.rows));
    if (small == to.size()) {
        cv::resize(from, to, to.size(), 0, 0, cv::INTER_AREA);
        return;
    }
    cv::Mat shrunk = from;
    if (small != from.size())
        cv::resize(from, shrunk, small, 0, 0, cv::INTER_AREA);
    cv::resize(shrunk, to, to.size(), 0, 0, cv::INTER_CUBIC);
}

template <typename T>
void premultiply(const cv::Mat& from, cv::Mat& to)
{
    for (int y = 0; y < from.rows; ++y) {
        const T* in = from.ptr<T>(y);
        float* out = to.ptr<float>(y);
        for (int x = 0; x < from.cols; ++x, in += 4, out += 4) {
            for (int c = 0; c < 3; ++c)
                out[c] = float(in[c]) * float(in[3]) / float(T(~T(0)));
            out[3] = float(in[3]);
        }
    }
}

template <typename T>
void unpremultiply(const cv::Mat& from, cv::Mat& to)
{
    constexpr float kTop = float(T(~T(0)));
    for (int y = 0; y < from.rows; ++y) {
        const float* in = from.ptr<float>(y);
        T* out = to.ptr<T>(y);
        for (int x = 0; x < from.cols; ++x, in += 4, out += 4) {
            const float alpha = std::clamp(in[3], 0.f, kTop);
            const float scale = alpha > 0 ? kTop / in[3] : 0; // overshoot divides out
            for (int c = 0; c < 3; ++c)
                out[c] = T(std::clamp(in[c] * scale, 0.f, kTop) + 0.5f);
            out[3] = T(alpha + 0.5f);
        }
    }
}

void resizeWithAlpha(const cv::Mat& from, cv::Mat to)
{
    cv::Mat wide(from.size(), CV_32FC4);
    cv::Mat result(to.size(), CV_32FC4);
    const bool eight = from.depth() == CV_8U;
    eight ? premultiply<std::uint8_t>(from, wide) : premultiply<std::uint16_t>(from, wide);
    resizeMatrix(wide, result);
    eight ? unpremultiply<std::uint8_t>(result, to) : unpremultiply<std::uint16_t>(result, to);
}

} // namespace

Image cropped(const Image& image, const Crop& crop)
{
    const auto [w, h] = crop.extent;
    if (crop.x < 0 || crop.y < 0 || w < 1 || h < 1 || w > image.width() - crop.x ||
        h > image.height() - crop.y)
        refuse("The crop lies outside the picture of " + std::to_string(image.width()) + " × " +
               std::to_string(image.height()) + " pixels: choose a smaller one.");
    return drawn(image, crop.extent, [&](const cv::Mat& from, cv::Mat to) {
        from(cv::Rect(crop.x, crop.y, w, h)).copyTo(to);
    });
}

Image turned(const Image& image, const Turn& turn)
{
    const int quarters = (turn.quarters % 4 + 4) % 4;
    if (quarters == 0)
        return image;
    const Extent extent = quarters == 2 ? image.extent() : Extent{image.height(), image.width()};
    const auto code = quarters == 1   ? cv::ROTATE_90_CLOCKWISE
                      : quarters == 2 ? cv::ROTATE_180
                                      : cv::ROTATE_90_COUNTERCLOCKWISE;
    return drawn(image, extent,
                 [&](const cv::Mat& from, cv::Mat to) { cv::rotate(from, to, code); });
}

Image flipped(const Image& image, const Flip& flip)
{
    return drawn(image, image.extent(), [&](const cv::Mat& from, cv::Mat to) {
        cv::flip(from, to, flip.horizontal ? 1 : 0);
    });
}

Image resized(const Image& image, const Resize& resize)
{
    const Extent& extent = resize.extent;
    if (extent.width < 1 || extent.height < 1 || extent.pixels() > kMostPixels)
        refuse("A picture cannot be resized to " + std::to_string(extent.width) + " × " +
               std::to_string(extent.height) + " pixels: choose another size.");
    if (extent == image.extent())
        return image;
    return drawn(image, extent, image.hasAlpha() ? resizeWithAlpha : resizeMatrix);
}

Image reduced(const Image& image, int longSide)
{
    const std::int64_t now = std::max(image.width(), image.height());
    if (longSide < 1)
        refuse("A picture needs at least one pixel: choose a larger size.");
    if (now <= longSide)
        return image;
    const auto side = [&](int length) {
        return std::max(1, int((std::int64_t(length) * longSide * 2 + now) / (2 * now)));
    };
    return resized(image, {{side(image.width()), side(image.height())}});
}

Image applied(const Image& image, const EditRecipe& recipe)
{
    return std::visit(
        [&](const auto& edit) -> Image {
            using Edit = std::decay_t<decltype(edit)>;
            if constexpr (std::is_same_v<Edit, Crop>)
                return cropped(image, edit);
            else if constexpr (std::is_same_v<Edit, Straighten>)
                return straightened(image, edit);
            else if constexpr (std::is_same_v<Edit, Turn>)
                return turned(image, edit);
            else if constexpr (std::is_same_v<Edit, Flip>)
                return flipped(image, edit);
            else if constexpr (std::is_same_v<Edit, Resize>)
                return resized(image, edit);
            else
                refuse("This edit is no change of geometry: run it with the engine.");
        },
        recipe);
}

} // namespace enogu
