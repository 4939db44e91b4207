// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/matrixshaper.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace enogu {
namespace {

constexpr std::size_t kLevels = 65536;
constexpr int kSameWithin = 85; // of 65535
constexpr cmsTagSignature kCurves[3] = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
constexpr cmsTagSignature kColorants[3] = {cmsSigRedColorantTag, cmsSigGreenColorantTag,
                                           cmsSigBlueColorantTag};

using Matrix = std::array<double, 9>;

bool isMatrixProfile(const Profile& profile)
{
    for (const auto tag : {cmsSigAToB0Tag, cmsSigAToB1Tag, cmsSigBToA0Tag, cmsSigBToA1Tag,
                           cmsSigDToB0Tag, cmsSigBToD0Tag}) {
        if (cmsIsTag(profile.get(), tag))
            return false;
    }
    return cmsIsMatrixShaper(profile.get()) && cmsGetPCS(profile.get()) == cmsSigXYZData;
}

Matrix colorantsOf(const Profile& profile)
{
    Matrix matrix{};
    for (std::size_t c = 0; c < 3; ++c) {
        const auto* xyz = static_cast<const cmsCIEXYZ*>(cmsReadTag(profile.get(), kColorants[c]));
        if (!xyz)
            continue;
        matrix[c] = xyz->X;
        matrix[3 + c] = xyz->Y;
        matrix[6 + c] = xyz->Z;
    }
    return matrix;
}

Matrix inverse(const Matrix& m)
{
    const auto minor = [&](int a, int b, int c, int d) {
        const auto at = [&](int i) { return m[std::size_t(i)]; };
        return at(a) * at(d) - at(b) * at(c);
    };
    const double det =
        m[0] * minor(4, 5, 7, 8) - m[1] * minor(3, 5, 6, 8) + m[2] * minor(3, 4, 6, 7);
    const double k = std::abs(det) > 1e-9 ? 1 / det : 0;
    return {k * minor(4, 5, 7, 8),  -k * minor(1, 2, 7, 8), k * minor(1, 2, 4, 5),
            -k * minor(3, 5, 6, 8), k * minor(0, 2, 6, 8),  -k * minor(0, 2, 3, 5),
            k * minor(3, 4, 6, 7),  -k * minor(0, 1, 6, 7), k * minor(0, 1, 3, 4)};
}

std::vector<float> linearTable(const cmsToneCurve* curve)
{
    std::vector<float> table(kLevels);
    for (std::size_t i = 0; i < kLevels; ++i)
        table[i] = cmsEvalToneCurveFloat(curve, float(i) / 65535);
    return table;
}

std::vector<std::uint16_t> encodedTable(const cmsToneCurve* curve)
{
    const std::shared_ptr<cmsToneCurve> back(cmsReverseToneCurve(curve), [](cmsToneCurve* made) {
        if (made)
            cmsFreeToneCurve(made);
    });
    std::vector<std::uint16_t> table(kLevels);
    for (std::size_t i = 0; back && i < kLevels; ++i) {
        const float root = float(i) / 65535;
        const float value = std::clamp(cmsEvalToneCurveFloat(back.get(), root * root), 0.f, 1.f);
        table[i] = std::uint16_t(std::lround(value * 65535));
    }
    return table;
}

} // namespace

MatrixShaper::MatrixShaper(const Profile& from, const Profile& to)
{
    const Matrix a = inverse(colorantsOf(to)), b = colorantsOf(from);
    for (std::size_t i = 0; i < 9; ++i) {
        const auto row = i / 3 * 3, column = i % 3;
        m_matrix[i] =
            float(a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6]);
    }
    for (std::size_t c = 0; c < 3; ++c) {
        const auto* in = static_cast<const cmsToneCurve*>(cmsReadTag(from.get(), kCurves[c]));
        const auto* out = static_cast<const cmsToneCurve*>(cmsReadTag(to.get(), kCurves[c]));
        m_linear[c] = in ? linearTable(in) : std::vector<float>(kLevels);
        m_encoded[c] = out ? encodedTable(out) : std::vector<std::uint16_t>(kLevels);
    }
}

std::uint16_t MatrixShaper::encoded(std::size_t channel, float linear) const
{
    if (!(linear > 0))
        return m_encoded[channel][0];
    const float root = std::sqrt(std::min(linear, 1.f));
    return m_encoded[channel][std::size_t(root * 65535 + 0.5f)];
}

bool MatrixShaper::agreesWith(const Transform& transform) const
{
    constexpr int kSteps = 10;
    for (int i = 0; i < kSteps * kSteps * kSteps; ++i) {
        const auto level = [](int step) { return std::uint16_t(step * 65535 / (kSteps - 1)); };
        const std::array<std::uint16_t, 3> in{level(i % kSteps), level(i / kSteps % kSteps),
                                              level(i / kSteps / kSteps)};
        std::uint16_t ours[3], theirs[3];
        convert(in, ours);
        cmsDoTransform(transform.get(), in.data(), theirs, 1);
        for (int c = 0; c < 3; ++c) {
            if (std::abs(int(ours[c]) - int(theirs[c])) > kSameWithin)
                return false;
        }
    }
    return true;
}

std::optional<MatrixShaper> MatrixShaper::between(const Profile& from, const Profile& to)
{
    if (!isMatrixProfile(from) || !isMatrixProfile(to))
        return std::nullopt;
    const auto exact = openTransform({from.get(), TYPE_RGB_16}, {to.get(), TYPE_RGB_16});
    MatrixShaper shaper(from, to);
    if (!exact || !shaper.agreesWith(exact))
        return std::nullopt;
    return shaper;
}

} // namespace enogu
