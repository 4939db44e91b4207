// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/memory.h"

#include "engine/api/error.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <cmath>
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

double bytesOfStep(const ModelShape& model, at::ScalarType dtype, const LatentExtent& extent)
{
    const double tensors = kUnetTensors * double(model.width) * extent.pixels() * bytesOf(dtype);
    const double strips = kAttentionShare * double(model.heads) * extent.pixels() * 1024 * 4;
    return kFixed + double(extent.rows) * (tensors + strips);
}

int picturesAtOnce(const ModelShape& model, at::ScalarType dtype, LatentExtent extent, int most,
                   double free)
{
    const std::int64_t rows = extent.rows;
    const auto fits = [&](int pictures) {
        extent.rows = rows * pictures;
        return bytesOfStep(model, dtype, extent) <= free;
    };
    while (most > 1 && !fits(most))
        --most;
    return most;
}

double bytesOfDecoding(const ModelShape& model, at::ScalarType dtype, const LatentExtent& extent)
{
    const double pixels = extent.pixels() * double(model.factor * model.factor);
    return kFixed + kDecoderTensors * double(model.decoderWidth) * pixels * bytesOf(dtype);
}

double bytesOfEncoding(const ModelShape& model, at::ScalarType dtype, const LatentExtent& extent)
{
    return bytesOfDecoding(model, dtype, extent) / 2;
}

void requireMemory(double bytes, double free, const std::string& what)
{
    if (bytes <= free)
        return;
    const auto gigabytes = [](double size) {
        return std::to_string(std::llround(std::max(0.0, size) / 1e9));
    };
    throw Error(ErrorCode::OutOfMemory, what + " needs about " + gigabytes(bytes) +
                                            " GB of memory and " + gigabytes(free) +
                                            " GB are free; choose a smaller --size.");
}

int sideWithin(double free, const Sides& sides, const std::function<double(int side)>& bytes)
{
    if (bytes(sides.whole) <= free)
        return sides.whole;
    for (int side = (sides.whole - 1) / sides.step * sides.step; side > 0; side -= sides.step)
        if (bytes(side) <= free)
            return side;
    return sides.whole;
}

std::int64_t decodedAtOnce(double whole, const LatentExtent& extent, double free)
{
    const double share = free / whole;
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
