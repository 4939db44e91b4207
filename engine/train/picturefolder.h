// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/ownpictures.h"
#include "engine/train/pictures.h"

#include <string>
#include <vector>

namespace enogu::core {

/// What is looked for in a folder: pictures alone; with captions, where there are any; or edits.
enum class Wanted { Pictures, Captions, Edits };

struct PictureRow
{
    std::filesystem::path picture, edited; ///< the second of edits alone
    std::string text;                      ///< caption or instruction
};

/// A folder of pictures, listed in its metadata.jsonl, an object a line, as the imagefolder of the
/// Python library datasets reads it; without one, every picture in it and below. Of 20 rows one is
/// held out; of fewer, all are both seen and held out.
class PictureFolder
{
public:
    /// Throws Error: MissingFile, BadArgument (a row that is damaged, lacks a column or names a
    /// file outside the folder; a folder without pictures); one sentence that names the file.
    PictureFolder(OwnPictures own, Wanted wanted);

    const std::vector<PictureRow>& rows(Split split) const
    {
        return split == Split::HeldOut ? m_heldOut : m_training;
    }
    /// squareOf() a file's picture. Any thread. Throws what reading throws.
    at::Tensor picture(const std::filesystem::path& file, int side) const;
    /// Another one where files were added, replaced or changed.
    std::string mark() const;

private:
    OwnPictures m_own;
    std::vector<PictureRow> m_training, m_heldOut;
};

/// The middle of a picture, [3, side, side] in [−1, 1]; what is transparent is white.
at::Tensor squareOf(const Image& image, int side);
/// Throws Error(BadArgument) where the program reads no pictures.
void requireReader(const OwnPictures& own);
/// The pictures of a folder by number, over and over; without a folder those of the drawn world.
/// Throws as PictureFolder does.
DrawPicture pictureSource(const OwnPictures& own);

} // namespace enogu::core
