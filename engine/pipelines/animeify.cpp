// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/animeify.h"

#include "engine/api/error.h"
#include "engine/pipelines/mirror.h"
#include "engine/pipelines/tiles.h"

#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/aminmax.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

constexpr double kFixedBytes = 256e6; ///< strips, packed weights, the library's own buffers

constexpr std::int64_t kDeviceStrip = 256 << 20; ///< a GPU wants large strips, a cache small ones

/// One run of one generator over one extended picture.
class Painter
{
public:
    Painter(const core::Generator& generator, const GeneratorRun& how, const std::string& network)
        : m_generator(generator), m_how(how), m_network(network)
    {
    }

    GeneratorResult paint(const at::Tensor& x);

private:
    double bytesPerPixel() const { return m_generator.traits().peakBytesPerPixel(m_how.dtype); }
    double pixelsThatFit() const;
    core::NormTape reducedStatistics(const at::Tensor& x, double pixels);
    void paintTile(const at::Tensor& x, const Tile& tile, core::NormTape* tape, at::Tensor& out);
    at::Tensor pass(const at::Tensor& x, core::Run& run);

    const core::Generator& m_generator;
    const GeneratorRun& m_how;
    const std::string& m_network;
    double m_done = 0;  ///< pixels of finished passes
    double m_total = 1; ///< pixels of all passes
};

double pixelsOf(const at::Tensor& x)
{
    return double(x.size(2)) * double(x.size(3));
}

double Painter::pixelsThatFit() const
{
    return std::max(0.0, m_how.freeBytes - kFixedBytes) / bytesPerPixel();
}

at::Tensor Painter::pass(const at::Tensor& x, core::Run& run)
{
    run.dtype = m_how.dtype;
    run.device = m_how.device;
    if (!run.device.is_cpu())
        run.stripBytes = kDeviceStrip;
    run.checkpoint = m_how.checkpoint;
    const double pixels = pixelsOf(x);
    run.advance = [&](double share) {
        if (m_how.advance)
            m_how.advance(std::min(1.0, (m_done + share * pixels) / m_total));
    };
    if (m_how.checkpoint)
        m_how.checkpoint();
    at::Tensor y = m_generator.forward(x, run);
    m_done += pixels;
    const auto [low, high] = at::aminmax(y);
    if (!std::isfinite(low.item<float>()) || !std::isfinite(high.item<float>()))
        throw Error(ErrorCode::NonFinite,
                    m_network + " computed values that are not numbers; the weights are damaged, "
                                "or try --dtype f32.");
    return y;
}

core::NormTape Painter::reducedStatistics(const at::Tensor& x, double pixels)
{
    const auto multiple = std::int64_t(m_generator.traits().sizeMultiple);
    const double scale = std::sqrt(std::min(1.0, pixels / pixelsOf(x)));
    const auto side = [&](std::int64_t length) {
        const auto wanted = std::int64_t(double(length) * scale) / multiple * multiple;
        return std::max(std::int64_t(m_generator.traits().leastSide), wanted);
    };
    const at::Tensor small = at::_upsample_bilinear2d_aa(
        x, c10::IntArrayRef({side(x.size(2)), side(x.size(3))}), false, std::nullopt, std::nullopt);
    core::NormTape tape;
    core::Run run;
    run.tape = &tape;
    m_total += pixelsOf(small);
    pass(small, run);
    tape.mode = core::NormTape::Mode::Replay;
    return tape;
}

void Painter::paintTile(const at::Tensor& x, const Tile& tile, core::NormTape* tape,
                        at::Tensor& out)
{
    const Region& in = tile.input;
    const Region& to = tile.inner;
    core::Run run;
    run.tape = tape;
    run.window = {in.x, in.y, x.size(3), x.size(2)};
    const at::Tensor y =
        pass(x.narrow(2, in.y, in.height).narrow(3, in.x, in.width).contiguous(), run);
    const at::Tensor inner = y.narrow(2, to.y - in.y, to.height).narrow(3, to.x - in.x, to.width);
    out.narrow(2, to.y, to.height).narrow(3, to.x, to.width).copy_(inner);
    if (m_how.painted)
        m_how.painted(inner, to.x, to.y);
}

GeneratorResult Painter::paint(const at::Tensor& x)
{
    const core::GeneratorTraits& traits = m_generator.traits();
    const double fits = pixelsThatFit();
    const double whole = traits.hasNorms ? fits : std::min(fits, m_how.largestTile);
    if (pixelsOf(x) <= whole) {
        m_total = pixelsOf(x);
        core::Run run;
        return {pass(x, run), false, 1};
    }
    if (traits.hasNorms && !m_how.mayReduceMemory)
        throw Error(ErrorCode::OutOfMemory,
                    "There is not enough memory to run " + m_network +
                        " on a picture of this size; close other programs or reduce the picture.");
    const double room = std::min(fits, m_how.largestTile);
    const auto tiles =
        tilesOf({0, 0, x.size(3), x.size(2)}, traits.receptiveRadius, traits.sizeMultiple, room);
    m_total = 0;
    for (const Tile& tile : tiles)
        m_total += double(tile.input.width) * double(tile.input.height);
    core::NormTape tape;
    if (traits.hasNorms)
        tape = reducedStatistics(x, fits);
    at::Tensor out = at::empty_like(x);
    for (const Tile& tile : tiles)
        paintTile(x, tile, traits.hasNorms ? &tape : nullptr, out);
    return {out, traits.hasNorms, tiles.size()};
}

} // namespace

GeneratorResult runGenerator(const core::Generator& generator, const at::Tensor& photo,
                             const GeneratorRun& how, const std::string& network)
{
    const core::GeneratorTraits& traits = generator.traits();
    const at::Tensor extended = mirrorExtended(photo, traits.sizeMultiple, traits.leastSide);
    GeneratorResult result = Painter(generator, how, network).paint(extended);
    result.picture =
        result.picture.narrow(2, 0, photo.size(2)).narrow(3, 0, photo.size(3)).contiguous();
    return result;
}

} // namespace enogu
