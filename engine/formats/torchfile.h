// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/contents.h"
#include "engine/formats/zip.h"

namespace enogu {

/// True when the bytes begin as a pickle does.
bool looksLikePickle(Bytes bytes);
/// True when the bytes begin as a zip archive does.
bool looksLikeZip(Bytes bytes);

/// A file of torch.save since 1.6: a zip archive of data.pkl and data/<key>. The views point into
/// `bytes` or into contents.copies. Throws Error(BadModelFile); `name` is for the sentence.
FileContents parseTorchZip(Bytes bytes, const std::string& name,
                           Checksums checksums = Checksums::Compare);

/// A file of torch.save before 1.6: five pickles, then the storages one after the other.
FileContents parseTorchLegacy(Bytes bytes, const std::string& name);

} // namespace enogu
