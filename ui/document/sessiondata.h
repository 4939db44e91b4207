// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/metadata.h"
#include "ui/document/history.h"

#include <QIODevice>

namespace enogu {

// What a session keeps of pixels and numbers, exactly as it is in memory. Writers return false when
// the device fails; readers throw Error(BadImage) on anything but what a writer wrote, and never
// ask for more memory than a small multiple of the device's size.

bool writeImage(QIODevice& device, const Image& image);
Image readImage(QIODevice& device);

bool writeMask(QIODevice& device, const Mask& mask);
Mask readMask(QIODevice& device);

bool writeSteps(QIODevice& device, const std::vector<Step>& steps);
std::vector<Step> readSteps(QIODevice& device);

bool writeMetadata(QIODevice& device, const Metadata& metadata);
Metadata readMetadata(QIODevice& device);

} // namespace enogu
