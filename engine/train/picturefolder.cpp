// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/picturefolder.h"

#include "engine/api/error.h"
#include "engine/formats/sha256.h"
#include "engine/train/picturelist.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <memory>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHoldOut = 20; ///< of so many rows, one

/// The square in the middle, planes of samples in [−1, 1] on white.
template <class Sample>
at::Tensor middleOf(const Image& image, double most)
{
    const int side = std::min(image.width(), image.height());
    const int left = (image.width() - side) / 2, top = (image.height() - side) / 2;
    const auto channels = std::size_t(image.channelCount());
    const auto* samples = reinterpret_cast<const Sample*>(image.bytes());
    at::Tensor square = at::empty({3, side, side});
    float* to = square.mutable_data_ptr<float>();
    const std::size_t plane = std::size_t(side) * std::size_t(side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x, ++to) {
            const std::size_t place =
                std::size_t(top + y) * std::size_t(image.width()) + std::size_t(left + x);
            const Sample* from = samples + place * channels;
            const double alpha = image.hasAlpha() ? from[3] / most : 1;
            for (std::size_t c = 0; c < 3; ++c)
                to[c * plane] = float(2 * (from[c] / most * alpha + 1 - alpha) - 1);
        }
    return square;
}

} // namespace

at::Tensor squareOf(const Image& image, int side)
{
    const at::Tensor square = image.depth() == Depth::U8 ? middleOf<std::uint8_t>(image, 255)
                                                         : middleOf<std::uint16_t>(image, 65535);
    return at::_upsample_bilinear2d_aa(square.unsqueeze(0), {side, side}, false)[0];
}

void requireReader(const OwnPictures& own)
{
    if (!own.read)
        throw Error(ErrorCode::BadArgument,
                    "Pictures of " + own.folder.string() +
                        " cannot be read by this program; train on drawn ones, or with enogu "
                        "train.");
}

PictureFolder::PictureFolder(OwnPictures own, Wanted wanted) : m_own(std::move(own))
{
    requireReader(m_own);
    const std::vector<PictureRow> all = listPictures(m_own.folder, wanted);
    for (std::size_t i = 0; i < all.size(); ++i)
        (i % kHoldOut == kHoldOut - 1 ? m_heldOut : m_training).push_back(all[i]);
    if (m_heldOut.empty())
        m_heldOut = m_training;
}

at::Tensor PictureFolder::picture(const fs::path& file, int side) const
{
    return squareOf(m_own.read(file), side);
}

DrawPicture pictureSource(const OwnPictures& own)
{
    if (own.folder.empty())
        return drawnPicture;
    const auto folder = std::make_shared<const PictureFolder>(own, Wanted::Pictures);
    return [folder](std::uint64_t number, Split split, int side) {
        const auto& rows = folder->rows(split);
        return folder->picture(rows[number % rows.size()].picture, side);
    };
}

std::string PictureFolder::mark() const
{
    Sha256 sum;
    const auto add = [&](const fs::path& file) {
        if (file.empty())
            return;
        const std::string line =
            file.lexically_relative(m_own.folder).generic_string() + '\0' +
            std::to_string(fs::file_size(file)) + '\0' +
            std::to_string(fs::last_write_time(file).time_since_epoch().count()) + '\n';
        sum.add(std::as_bytes(std::span(line)));
    };
    for (const PictureRow& row : m_training) {
        add(row.picture);
        add(row.edited);
    }
    return hexOf(sum.finish());
}

} // namespace enogu::core
