// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/doubledconv.h"

#include "engine/nn/parallel.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstring>

namespace enogu::core {

namespace {

/// [2, 2, O] phases (row, column) of kernels [C, 2, 2], as one weight [4 · O, C, 2, 2]. Along one
/// axis the first phase sees (w₀, w₁ + w₂) of the pixel before and its own, the second
/// (w₀ + w₁, w₂) of its own and the next.
at::Tensor phasesOf(const at::Tensor& weight)
{
    const std::int64_t out = weight.size(0), in = weight.size(1);
    const at::Tensor axis = at::tensor({1.F, 0.F, 0.F, 0.F, 1.F, 1.F, 1.F, 1.F, 0.F, 0.F, 0.F, 1.F})
                                .view({4, 3})
                                .to(weight.scalar_type());
    const at::Tensor taps = weight.permute({2, 3, 0, 1}).reshape({9, out * in});
    return at::mm(at::kron(axis, axis), taps)
        .view({2, 2, 2, 2, out, in})
        .permute({0, 2, 4, 1, 3, 5})
        .reshape({4 * out, 2, 2, in})
        .permute({0, 3, 1, 2});
}

/// The pixels of a picture in phases: a phase (a, b) of pixel (y + a, x + b) is the pixel
/// (2y + a, 2x + b) of the result.
struct Woven
{
    std::int64_t batch, height, width; ///< of x
    std::size_t bytes;                 ///< of a result's pixel

    std::int64_t rows() const { return batch * height * 2; }

    /// work(place of a pixel's phase, place of the result's pixel), both in bytes.
    template <typename Work>
    void forRow(std::int64_t row, const Work& work) const
    {
        const std::int64_t b = row / (2 * height), y = row % (2 * height) / 2, phase = row % 2;
        const std::int64_t first = (b * (height + 1) + y + phase) * (width + 1);
        for (std::int64_t x = 0; x < 2 * width; ++x) {
            const std::int64_t place = 4 * (first + x / 2 + x % 2) + 2 * phase + x % 2;
            work(std::size_t(place) * bytes, std::size_t(row * 2 * width + x) * bytes);
        }
    }
};

class Weaving : public torch::autograd::Function<Weaving>
{
public:
    using Context = torch::autograd::AutogradContext;
    using Tensors = torch::autograd::variable_list;

    /// phases [B, 4 · O, h + 1, w + 1] → [B, O, 2h, 2w], both channels-last.
    static at::Tensor forward(Context*, const at::Tensor& phases)
    {
        const std::int64_t height = phases.size(2) - 1, width = phases.size(3) - 1;
        at::Tensor out = at::empty({phases.size(0), phases.size(1) / 4, 2 * height, 2 * width},
                                   phases.options().memory_format(at::MemoryFormat::ChannelsLast));
        const auto* from = static_cast<const char*>(phases.const_data_ptr());
        auto* to = static_cast<char*>(out.mutable_data_ptr());
        const Woven woven = wovenOf(out);
        sharedOut(0, woven.rows(), 16, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t row = begin; row < end; ++row)
                woven.forRow(row, [&](std::size_t phase, std::size_t pixel) {
                    std::memcpy(to + pixel, from + phase, woven.bytes);
                });
        });
        return out;
    }

    static Tensors backward(Context*, const Tensors& grads)
    {
        const at::Tensor grad = grads[0].contiguous(at::MemoryFormat::ChannelsLast);
        const Woven woven = wovenOf(grad);
        at::Tensor out =
            at::empty({woven.batch, 4 * grad.size(1), woven.height + 1, woven.width + 1},
                      grad.options().memory_format(at::MemoryFormat::ChannelsLast))
                .zero_();
        const auto* from = static_cast<const char*>(grad.const_data_ptr());
        auto* to = static_cast<char*>(out.mutable_data_ptr());
        sharedOut(0, woven.rows(), 16, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t row = begin; row < end; ++row)
                woven.forRow(row, [&](std::size_t phase, std::size_t pixel) {
                    std::memcpy(to + phase, from + pixel, woven.bytes);
                });
        });
        return {out};
    }

private:
    static Woven wovenOf(const at::Tensor& result)
    {
        return {result.size(0), result.size(2) / 2, result.size(3) / 2,
                std::size_t(result.size(1)) * result.element_size()};
    }
};

} // namespace

at::Tensor doubledConv(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    const at::Tensor phases =
        at::conv2d(x.contiguous(at::MemoryFormat::ChannelsLast), phasesOf(weight),
                   bias.defined() ? bias.repeat(4) : bias, {1, 1}, {1, 1});
    return Weaving::apply(phases.contiguous(at::MemoryFormat::ChannelsLast));
}

} // namespace enogu::core
