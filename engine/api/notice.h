// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace enogu {

/// What a person should know of a finished run.
enum class Notice {
    SlicedRows,     ///< memory was short: the rows of a step went through the network one by one
    TiledDecoding,  ///< memory was short: decoded in tiles, whose seams may show
    SmallerSize,    ///< memory was short: worked on smaller than the model's own size
    ReducedStyle,   ///< memory was short: the style's statistics are those of a reduced picture
    GpuFull,        ///< the processor took over
    EmptyMask,      ///< nothing was to be changed
    NoInstruction,  ///< nothing was asked for
    StrangePicture, ///< the model knows a drawn world alone, and the photo is none of it
};

} // namespace enogu
