// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/decoded.h"

namespace enogu {

// Each reads a whole file of its format from memory. The gate is called before memory for pixels is
// taken. Throws Refusal, or what the gate throws. Library messages go nowhere.
Decoded readJpeg(Bytes file, const Gate& gate);
Decoded readPng(Bytes file, const Gate& gate);
Decoded readWebp(Bytes file, const Gate& gate);
Decoded readTiff(Bytes file, const Gate& gate);
Decoded readHeif(Bytes file, const Gate& gate); ///< HEIC and AVIF
Decoded readGif(Bytes file, const Gate& gate);  ///< first frame
Decoded readBmp(Bytes file, const Gate& gate);

} // namespace enogu
