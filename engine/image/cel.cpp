// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/cel.h"

#include "engine/api/error.h"
#include "engine/image/blend.h"
#include "engine/image/labcolour.h"
#include "engine/image/lines.h"
#include "engine/image/samples.h"
#include "engine/image/tone.h"

#include <opencv2/core.hpp>

#include <algorithm>

namespace enogu {

namespace {

constexpr float kInkDarkness = 0.7F;     // share of L* that full ink takes away
constexpr float kInkDesaturation = 0.3F; // share of a*, b* that full ink takes away

/// The photo with `flatness` of its texture replaced by the flat layer, as RGB 0 … 1.
cv::Mat flattenedRows(const Image& photo, const Image& flatLayer, float flatness, cv::Range rows)
{
    cv::Mat mixed(rows.size(), photo.width(), CV_32FC3);
    readRgb(flatLayer, rows.start, rows.end, mixed.ptr<float>());
    if (flatness >= 1)
        return mixed;
    cv::Mat original(mixed.size(), CV_32FC3);
    readRgb(photo, rows.start, rows.end, original.ptr<float>());
    cv::addWeighted(mixed, flatness, original, 1 - flatness, 0, mixed);
    return mixed;
}

void applyInk(cv::Mat& lab, const cv::Mat& ink, float opacity)
{
    for (int y = 0; y < lab.rows; ++y) {
        auto* pixel = lab.ptr<cv::Vec3f>(y);
        const auto* amount = ink.ptr<float>(y);
        for (int x = 0; x < lab.cols; ++x) {
            const float k = opacity * amount[x];
            pixel[x][0] *= 1 - kInkDarkness * k;
            pixel[x][1] *= 1 - kInkDesaturation * k;
            pixel[x][2] *= 1 - kInkDesaturation * k;
        }
    }
}

} // namespace

Image celPicture(const Image& photo, const Image& flatLayer, const CelLook& look,
                 const std::function<void()>& checkpoint)
{
    if (!(photo.extent() == flatLayer.extent()))
        throw Error(ErrorCode::BadArgument, "The flat layer and the photo differ in size.");
    const ToneCurve tone(look);
    const float opacity = std::min(1.0F, 1.5F * float(look.lineWeight));
    const LineDrawing lines =
        opacity > 0 ? drawLines(photo, look.lineWeight, checkpoint) : LineDrawing{};
    return filledLike(
        photo,
        [&](int from, int to, float* rgb) {
            const auto rows = cv::Range(from, to);
            cv::Mat lab = flattenedRows(photo, flatLayer, float(look.flatness), rows);
            rgbToLab(lab, lab);
            tone.apply(lab.ptr<float>(), lab.total());
            if (opacity > 0) {
                cv::Mat ink(lab.size(), CV_32F);
                lines.readRows(photo.extent(), from, to, ink.ptr<float>());
                applyInk(lab, ink, opacity);
            }
            cv::Mat target(lab.size(), CV_32FC3, rgb);
            labToRgb(lab, target);
        },
        checkpoint);
}

Image lookPicture(const Image& photo, const Image& flatLayer, const Animeify& edit,
                  const std::function<void()>& checkpoint)
{
    const Image cel = celPicture(photo, flatLayer, edit.look, checkpoint);
    const Image coloured = keepColour(photo, cel, edit.keepColour);
    if (checkpoint)
        checkpoint();
    return edit.strength >= 1 ? coloured : blendStrength(photo, coloured, edit.strength);
}

} // namespace enogu
