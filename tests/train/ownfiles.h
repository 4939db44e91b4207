// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <QColor>
#include <QSize>

#include <filesystem>
#include <string>

namespace enogu::tests {

/// Reads what paint() writes. Throws Error.
Image readPicture(const std::filesystem::path& file);
/// A PNG of one colour.
void paint(const std::filesystem::path& file, const QColor& colour, QSize size = {48, 32});
void write(const std::filesystem::path& file, const std::string& bytes);
/// A .npy file of one float32.
void writeNpy(const std::filesystem::path& file, float value);

} // namespace enogu::tests
