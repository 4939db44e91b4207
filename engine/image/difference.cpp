// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/difference.h"

#include "engine/api/error.h"
#include "engine/image/labcolour.h"
#include "engine/image/maskops.h"
#include "engine/image/samples.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <opencv2/imgproc.hpp>

namespace enogu {

namespace {

constexpr double kBlur = 1.0 / 500;      ///< of the longer side, of the pictures before comparing
constexpr double kSmoothing = 1.0 / 400; ///< of the longer side, of the map
constexpr double kSpeck = 1.0 / 20000;   ///< of the map's pixels: smaller regions are left out
constexpr double kVisible = 6;       ///< what counts as changed: several times the least visible
constexpr double kLeastPart = 0.003; ///< of the picture: below it nothing has changed
constexpr double kMostPart = 0.9;    ///< above it everything has

constexpr float kPi = std::numbers::pi_v<float>;

float radians(float degrees)
{
    return degrees * (kPi / 180);
}

float power7(float x)
{
    const float x2 = x * x;
    return x2 * x2 * x2 * x;
}

/// Angle of a colour in the a*b* plane, 0 … 2π; 0 for greys.
float hueOf(float a, float b)
{
    const float hue = a == 0 && b == 0 ? 0 : std::atan2(b, a);
    return hue < 0 ? hue + 2 * kPi : hue;
}

cv::Mat blurredLab(const Image& image)
{
    cv::Mat lab(image.height(), image.width(), CV_32FC3);
    readRgb(image, 0, image.height(), lab.ptr<float>());
    rgbToLab(lab, lab);
    cv::GaussianBlur(lab, lab, {}, std::max(image.width(), image.height()) * kBlur);
    return lab;
}

int scaled(int value, int from, int to)
{
    return std::clamp(int(std::int64_t(value) * to / from), 0, to - 1);
}

/// The first place of `from`, which is no less than `to`, that scaled() brings to `value`.
int unscaled(int value, int from, int to)
{
    return int((std::int64_t(value) * from + to - 1) / to);
}

} // namespace

// G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", 2005; its symbols.
float colourDifference(const std::array<float, 3>& first, const std::array<float, 3>& second)
{
    const auto [l1, a1, b1] = first;
    const auto [l2, a2, b2] = second;
    const float mean7 = power7((std::hypot(a1, b1) + std::hypot(a2, b2)) / 2);
    constexpr float k25To7 = 6103515625.0F;
    const float g = 0.5F * (1 - std::sqrt(mean7 / (mean7 + k25To7)));
    const float c1 = std::hypot((1 + g) * a1, b1), c2 = std::hypot((1 + g) * a2, b2);
    const float h1 = hueOf((1 + g) * a1, b1), h2 = hueOf((1 + g) * a2, b2);
    const bool grey = c1 * c2 == 0;
    float dh = grey ? 0 : h2 - h1;
    dh += dh > kPi ? -2 * kPi : dh < -kPi ? 2 * kPi : 0;
    float h = grey ? h1 + h2 : (h1 + h2) / 2;
    if (!grey && std::abs(h1 - h2) > kPi)
        h += h1 + h2 < 2 * kPi ? kPi : -kPi;
    const float dH = 2 * std::sqrt(c1 * c2) * std::sin(dh / 2);
    const float c = (c1 + c2) / 2, l50 = (l1 + l2) / 2 - 50;
    const float t = 1 - 0.17F * std::cos(h - radians(30)) + 0.24F * std::cos(2 * h) +
                    0.32F * std::cos(3 * h + radians(6)) - 0.20F * std::cos(4 * h - radians(63));
    const float sL = 1 + 0.015F * l50 * l50 / std::sqrt(20 + l50 * l50);
    const float sC = 1 + 0.045F * c;
    const float sH = 1 + 0.015F * c * t;
    const float away = (h - radians(275)) / radians(25);
    const float turn = radians(30) * std::exp(-away * away);
    const float rT = -2 * std::sqrt(power7(c) / (power7(c) + k25To7)) * std::sin(2 * turn);
    const float x = (l2 - l1) / sL, y = (c2 - c1) / sC, z = dH / sH;
    return std::sqrt(std::max(0.0F, x * x + y * y + z * z + rT * y * z));
}

Difference::Difference(const Image& before, const Image& after) : m_extent(before.extent())
{
    if (!(before.extent() == after.extent()))
        throw Error(ErrorCode::BadArgument, "The two pictures differ in size.");
    const cv::Mat first = blurredLab(before), second = blurredLab(after);
    auto values = std::make_shared<std::vector<float>>(m_extent.pixels());
    cv::Mat map(m_extent.height, m_extent.width, CV_32F, values->data());
    cv::parallel_for_({0, map.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y)
            for (int x = 0; x < map.cols; ++x) {
                const auto &a = first.at<cv::Vec3f>(y, x), &b = second.at<cv::Vec3f>(y, x);
                map.at<float>(y, x) = colourDifference({a[0], a[1], a[2]}, {b[0], b[1], b[2]});
            }
    });
    cv::GaussianBlur(map, map, {}, std::max(map.cols, map.rows) * kSmoothing);
    m_values = std::move(values);
}

float Difference::mean() const
{
    const double sum = std::accumulate(m_values->begin(), m_values->end(), 0.0);
    return float(sum / double(m_values->size()));
}

double Difference::share(double threshold) const
{
    const auto least = float(threshold);
    const auto count = std::ranges::count_if(*m_values, [least](float v) { return v >= least; });
    return double(count) / double(m_values->size());
}

Change changeOf(const Difference& difference)
{
    const double share = difference.share(kVisible);
    if (share < kLeastPart)
        return Change::Nothing;
    return share > kMostPart ? Change::Everything : Change::Part;
}

ChangedRegions::ChangedRegions(const Difference& difference, const KeepChanges& recipe,
                               const Extent& photo)
    : m_difference(difference),
      m_recipe(recipe),
      m_photo(photo),
      m_labels(difference.extent().pixels())
{
    const Extent extent = difference.extent();
    const cv::Mat map(extent.height, extent.width, CV_32F, const_cast<float*>(difference.row(0)));
    cv::Mat labels(extent.height, extent.width, CV_32S, m_labels.data()), boxes, centres;
    const int count = cv::connectedComponentsWithStats(map >= recipe.threshold, labels, boxes,
                                                       centres, 8, CV_32S);
    m_regionOfLabel.assign(std::size_t(count), -1);
    for (int label = 1; label < count; ++label) {
        const int* box = boxes.ptr<int>(label);
        if (box[cv::CC_STAT_AREA] < kSpeck * double(extent.pixels()))
            continue;
        m_regionOfLabel[std::size_t(label)] = int(m_regions.size());
        m_regions.push_back({std::size_t(box[cv::CC_STAT_AREA]),
                             box[cv::CC_STAT_LEFT],
                             box[cv::CC_STAT_TOP],
                             {box[cv::CC_STAT_WIDTH], box[cv::CC_STAT_HEIGHT]},
                             recipe.all});
    }
    for (const Point& point : recipe.points)
        if (const int region = at(point); region >= 0)
            m_regions[std::size_t(region)].isKept = !recipe.all;
}

int ChangedRegions::at(const Point& point) const
{
    const Extent extent = m_difference.extent();
    return atPixel(scaled(point.x, m_photo.width, extent.width),
                   scaled(point.y, m_photo.height, extent.height));
}

int ChangedRegions::atPixel(int x, int y) const
{
    const auto place = std::size_t(y) * std::size_t(m_difference.extent().width) + std::size_t(x);
    return m_regionOfLabel[std::size_t(m_labels[place])];
}

Point ChangedRegions::pointIn(int region) const
{
    const Extent extent = m_difference.extent();
    const ChangedRegion& found = m_regions.at(std::size_t(region));
    int x = found.left;
    while (atPixel(x, found.top) != region)
        ++x;
    return {unscaled(x, m_photo.width, extent.width),
            unscaled(found.top, m_photo.height, extent.height)};
}

KeepChanges ChangedRegions::toggled(const Point& point) const
{
    KeepChanges recipe = m_recipe;
    const int region = at(point);
    if (region < 0)
        return recipe;
    const bool isKept = m_regions[std::size_t(region)].isKept;
    std::erase_if(recipe.points, [&](const Point& other) { return at(other) == region; });
    if (isKept == recipe.all)
        recipe.points.push_back(point);
    return recipe;
}

Mask ChangedRegions::mask(bool reduced) const
{
    const Extent extent = m_difference.extent(), wanted = reduced ? extent : m_photo;
    // What is not kept goes to 0, what lies below the threshold stays: so the edge of an enlarged
    // map runs smoothly between the pixels of the small one.
    cv::Mat map(extent.height, extent.width, CV_32F);
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const int region = m_regionOfLabel[std::size_t(m_labels[i])];
        const bool isOut =
            m_labels[i] > 0 && (region < 0 || !m_regions[std::size_t(region)].isKept);
        map.ptr<float>()[i] = isOut ? 0 : m_difference.row(0)[i];
    }
    if (!(wanted == extent))
        cv::resize(map, map, {wanted.width, wanted.height}, 0, 0, cv::INTER_LINEAR);
    std::vector<std::uint8_t> coverage(wanted.pixels());
    cv::Mat edited(wanted.height, wanted.width, CV_8U, coverage.data());
    cv::compare(map, m_recipe.threshold, edited, cv::CMP_GE);
    const double scale =
        double(std::max(wanted.width, wanted.height)) / std::max(m_photo.width, m_photo.height);
    return feathered(grown(Mask(wanted, std::move(coverage)), int(m_recipe.grow * scale + 0.5)),
                     int(m_recipe.feather * scale + 0.5));
}

} // namespace enogu
