// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/memory.h"

#include "engine/api/error.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <new>
#include <string_view>

namespace enogu {

namespace {

/// Tensors as wide as the finest level that live at once in a UNet: skips of the way down, a
/// block's input, its norm, its convolution and the library's own copies.
constexpr double kUnetTensors = 40;
/// The same for the decoder at full size, in its last level's width.
constexpr double kDecoderTensors = 9;
constexpr double kAttentionShare = 0.25; ///< of logits, which kernels compute in strips
constexpr double kFixed = 64e6;

double bytesOf(at::ScalarType dtype)
{
    return double(c10::elementSize(dtype));
}

} // namespace

double bytesOfStep(const DiffusionModel& model, const LatentExtent& extent)
{
    const double width = double(model.unet ? model.unet->config().levels.front().channels
                                           : model.pixels->config().levels.front().channels);
    const double tensors = kUnetTensors * width * extent.pixels() * bytesOf(model.dtype);
    const double heads = model.unet ? double(model.unet->config().levels.front().heads) : 0;
    const double strips = kAttentionShare * heads * extent.pixels() * 1024 * 4;
    return kFixed + double(extent.rows) * (tensors + strips);
}

double bytesOfDecoding(const DiffusionModel& model, const LatentExtent& extent)
{
    if (!model.vae && !model.tinyVae)
        return kFixed;
    const double width = double(model.vae ? model.vae->config().channels.front() * 2
                                          : model.tinyVae->config().decoderChannels.front());
    const double factor = model.vae ? double(model.vae->config().factor()) : 8;
    return kFixed +
           kDecoderTensors * width * extent.pixels() * factor * factor * bytesOf(model.dtype);
}

std::int64_t decodedAtOnce(const DiffusionModel& model, const LatentExtent& extent, double free)
{
    const double share = free / bytesOfDecoding(model, extent);
    return share >= 1 ? 0 : std::max<std::int64_t>(1, std::int64_t(share * extent.pixels()));
}

bool isOutOfMemory(const std::exception& error)
{
    const auto* raised = dynamic_cast<const c10::Error*>(&error);
    const std::string_view text = raised ? raised->what_without_backtrace() : error.what();
    const auto* known = dynamic_cast<const Error*>(&error);
    return (known && known->code() == ErrorCode::OutOfMemory) ||
           dynamic_cast<const c10::OutOfMemoryError*>(&error) ||
           dynamic_cast<const std::bad_alloc*>(&error) || text.find("out of memory") != text.npos ||
           text.find("ALLOC_FAILED") != text.npos || text.find("not enough memory") != text.npos ||
           text.find("DefaultCPUAllocator") != text.npos;
}

} // namespace enogu
