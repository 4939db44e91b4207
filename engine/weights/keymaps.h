// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace enogu {

/// diffusers' key of a UNet's tensor in a CompVis-style file, whose key comes without
/// "model.diffusion_model."; layers: resnets of a level on the way down. Nothing for a key that has
/// no place in diffusers' UNet.
std::optional<std::string> unetKeyOfCompVis(std::string_view key, std::int64_t layers);

/// The same for the autoencoder, without "first_stage_model."; levels: of its decoder.
std::optional<std::string> vaeKeyOfCompVis(std::string_view key, std::int64_t levels);

/// A tensor of OpenCLIP's text model, without "cond_stage_model.model.", as transformers' key. One
/// of the three parts of an input projection is a third of its rows.
struct OpenClipKey
{
    std::string key;     ///< with "{}" in the place of q, k, v where `thirds`
    bool thirds = false; ///< q, k and v one below the other
    std::int64_t layer = -1;
};
std::optional<OpenClipKey> textKeyOfOpenClip(std::string_view key);

/// Today's spelling of a diffusers key: attentions of older files say query, key, value and
/// proj_attn.
std::string currentDiffusersKey(std::string key);

/// Where a CompVis-style file keeps the average of one of its raw tensors.
std::string averagedKey(std::string_view key);

} // namespace enogu
