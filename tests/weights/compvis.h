// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// The keys of Stable Diffusion's networks as the original code builds them: without the part's
/// prefix, in the order of building.
std::vector<std::string> compVisUnetKeys();
std::vector<std::string> compVisVaeKeys();
std::vector<std::string> openClipKeys();
