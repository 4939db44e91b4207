// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/groupnormgrad.h"

#include "engine/nn/groupnormkernels.h"
#include "engine/nn/parallel.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

namespace enogu::core {

namespace {

constexpr std::int64_t kRunPixels = 256; // that float32 sums exactly enough

at::Tensor plain(const at::Tensor& x)
{
    return x.to(at::kFloat).contiguous();
}

/// Float32 rows [B, C] of each channel of each picture.
struct Rows
{
    at::Tensor values;
    std::int64_t channels;

    explicit Rows(at::Tensor rows) : values(std::move(rows)), channels(values.size(1)) {}
    Rows(std::int64_t batch, std::int64_t width)
        : Rows(at::empty({batch, width}, at::TensorOptions().dtype(at::kFloat)))
    {
    }
    float* operator[](std::int64_t picture) const
    {
        return static_cast<float*>(values.data_ptr()) + picture * channels;
    }
};

/// What forward leaves to backward: (x − centre) · rate is the norm without weight and bias, apart
/// the channel's mean of x − centre.
struct Moments
{
    Rows centre, rate, apart;
};

struct Shape
{
    std::int64_t batch, channels, pixels, groups;

    Shape(const at::Tensor& x, std::int64_t count)
        : batch(x.size(0)), channels(x.size(1)), pixels(x.size(2) * x.size(3)), groups(count)
    {
    }
    std::int64_t picture() const { return pixels * channels; }
    std::int64_t width() const { return channels / groups; }
};

/// Two sums of each channel, taken a run of pixels at a time.
struct Sums
{
    std::vector<double> first, second;
    std::vector<float> runFirst, runSecond;

    explicit Sums(std::int64_t channels)
        : first(std::size_t(channels)),
          second(first.size()),
          runFirst(first.size()),
          runSecond(first.size())
    {
    }

    /// add(first pixel, pixels) fills the sums of a run.
    template <typename Add>
    void take(std::int64_t pixels, const Add& add)
    {
        std::fill(first.begin(), first.end(), 0);
        std::fill(second.begin(), second.end(), 0);
        for (std::int64_t p = 0; p < pixels; p += kRunPixels) {
            add(p, std::min(kRunPixels, pixels - p));
            for (std::size_t c = 0; c < first.size(); ++c) {
                first[c] += double(runFirst[c]);
                second[c] += double(runSecond[c]);
            }
        }
    }
};

float asFloat(float value)
{
    return value;
}

float asFloat(Brain value)
{
    return float(c10::BFloat16(value, c10::BFloat16::from_bits()));
}

template <typename T>
const T* valuesOf(const at::Tensor& x)
{
    return static_cast<const T*>(x.const_data_ptr());
}

template <typename T>
class Forward
{
public:
    Forward(const at::Tensor& x, const GroupNormShape& norm, const at::Tensor& addend)
        : m_x(x),
          m_shape(x, norm.groups),
          m_weight(plain(norm.weight)),
          m_bias(plain(norm.bias)),
          m_eps(norm.eps)
    {
        if (addend.defined())
            m_addend = plain(addend.expand({m_shape.batch, m_shape.channels, 1, 1}));
    }

    at::Tensor run(const Moments& moments, bool silu) const
    {
        at::Tensor out = at::empty_like(m_x, m_x.options(), at::MemoryFormat::ChannelsLast);
        sharedOut(0, m_shape.batch, 1, [&](std::int64_t begin, std::int64_t end) {
            Sums sums(m_shape.channels);
            std::vector<float> scale(sums.first.size()), shift(sums.first.size());
            for (std::int64_t b = begin; b < end; ++b) {
                const T* in = valuesOf<T>(m_x) + b * m_shape.picture();
                measure(in, b, sums, moments);
                for (std::size_t c = 0; c < scale.size(); ++c) {
                    scale[c] = moments.rate[b][c] * valuesOf<float>(m_weight)[c];
                    shift[c] = valuesOf<float>(m_bias)[c] - moments.centre[b][c] * scale[c];
                }
                T* to = static_cast<T*>(out.mutable_data_ptr()) + b * m_shape.picture();
                normPixels<T>({in, nullptr, to, m_shape.pixels, m_shape.channels},
                              {scale.data(), shift.data(), silu});
            }
        });
        return out;
    }

private:
    void measure(const T* in, std::int64_t b, Sums& sums, const Moments& to) const
    {
        float* origin = to.apart[b]; // until the mean is known
        std::transform(in, in + m_shape.channels, origin, [](T x) { return asFloat(x); });
        sums.take(m_shape.pixels, [&](std::int64_t p, std::int64_t count) {
            sumPixels<T>({in + p * m_shape.channels, nullptr, nullptr, count, m_shape.channels},
                         origin, sums.runFirst.data(), sums.runSecond.data());
        });
        for (std::int64_t c = 0; c < m_shape.channels; c += m_shape.width())
            measureGroup(b, c, sums, to);
    }

    void measureGroup(std::int64_t b, std::int64_t first, const Sums& sums, const Moments& to) const
    {
        const auto pixels = double(m_shape.pixels), width = double(m_shape.width());
        const float* addend =
            m_addend.defined() ? valuesOf<float>(m_addend) + b * m_shape.channels : nullptr;
        const auto meanOf = [&](std::int64_t c) {
            return double(to.apart[b][c]) + sums.first[std::size_t(c)] / pixels +
                   (addend ? double(addend[c]) : 0);
        };
        double mean = 0, variance = 0;
        for (std::int64_t c = first; c < first + m_shape.width(); ++c)
            mean += meanOf(c) / width;
        for (std::int64_t c = first; c < first + m_shape.width(); ++c) {
            const double shifted = sums.first[std::size_t(c)] / pixels, apart = meanOf(c) - mean;
            variance +=
                (sums.second[std::size_t(c)] / pixels - shifted * shifted + apart * apart) / width;
        }
        for (std::int64_t c = first; c < first + m_shape.width(); ++c) {
            to.rate[b][c] = float(1 / std::sqrt(std::max(0.0, variance) + m_eps));
            to.centre[b][c] = float(mean - (addend ? double(addend[c]) : 0));
            to.apart[b][c] = float(meanOf(c) - mean);
        }
    }

    at::Tensor m_x;
    Shape m_shape;
    at::Tensor m_weight, m_bias, m_addend;
    double m_eps;
};

/// Gradients of each picture by weight, bias and addend.
struct RowGradients
{
    Rows weight, bias, addend;
};

template <typename T>
class Backward
{
public:
    Backward(const at::Tensor& x, const at::Tensor& grad, const Shape& shape)
        : m_x(x), m_grad(grad), m_shape(shape)
    {
    }

    /// Fills `rows`, and `out` (by x) where it is defined.
    void run(const Moments& moments, const NormLine& constants, const RowGradients& rows,
             const at::Tensor& out) const
    {
        sharedOut(0, m_shape.batch, 1, [&](std::int64_t begin, std::int64_t end) {
            Sums sums(m_shape.channels);
            Lines lines(m_shape.channels);
            for (std::int64_t b = begin; b < end; ++b) {
                for (std::size_t c = 0; c < lines.scale.size(); ++c) {
                    lines.scale[c] = moments.rate[b][c] * constants.scale[c];
                    lines.shift[c] = constants.shift[c] - moments.centre[b][c] * lines.scale[c];
                }
                const NormLine line{lines.scale.data(), lines.shift.data(), constants.silu};
                sum(b, line, moments.centre[b], sums);
                for (std::int64_t c = 0; c < m_shape.channels; c += m_shape.width())
                    solveGroup(b, c, {sums, moments, rows}, lines);
                if (out.defined())
                    gradPixels(
                        pixelsOf(b, 0, m_shape.pixels,
                                 static_cast<T*>(out.mutable_data_ptr()) + b * m_shape.picture()),
                        line, lines.slope.data(), lines.offset.data());
            }
        });
    }

private:
    /// Per channel of a picture: dx = scale · dz + slope · x + offset.
    struct Lines
    {
        std::vector<float> scale, shift, slope, offset;

        explicit Lines(std::int64_t channels)
            : scale(std::size_t(channels)), shift(scale), slope(scale), offset(scale)
        {
        }
    };
    struct Known
    {
        const Sums& sums;
        const Moments& moments;
        const RowGradients& rows;
    };

    NormPixels<T> pixelsOf(std::int64_t b, std::int64_t first, std::int64_t count, T* out) const
    {
        const std::int64_t offset = b * m_shape.picture() + first * m_shape.channels;
        return {valuesOf<T>(m_x) + offset, valuesOf<T>(m_grad) + offset, out, count,
                m_shape.channels};
    }

    void sum(std::int64_t b, const NormLine& line, const float* centre, Sums& sums) const
    {
        sums.take(m_shape.pixels, [&](std::int64_t p, std::int64_t count) {
            sumGradients(pixelsOf(b, p, count, nullptr), line,
                         {centre, sums.runFirst.data(), sums.runSecond.data()});
        });
    }

    void solveGroup(std::int64_t b, std::int64_t first, const Known& known, Lines& lines) const
    {
        const auto pixels = double(m_shape.pixels), values = pixels * double(m_shape.width());
        const auto rate = double(known.moments.rate[b][first]);
        double sum = 0, product = 0;
        for (auto c = std::size_t(first); c < std::size_t(first + m_shape.width()); ++c) {
            sum += double(lines.scale[c]) * known.sums.first[c];
            product += double(lines.scale[c]) * known.sums.second[c];
        }
        const double slope = -rate * rate * product / values, level = -sum / values;
        for (auto c = std::size_t(first); c < std::size_t(first + m_shape.width()); ++c) {
            lines.slope[c] = float(slope);
            lines.offset[c] = float(level - slope * double(known.moments.centre[b][c]));
            known.rows.bias[b][c] = float(known.sums.first[c]);
            known.rows.weight[b][c] = float(known.sums.second[c] * rate);
            known.rows.addend[b][c] =
                float(double(lines.scale[c]) * known.sums.first[c] +
                      pixels * (level + slope * double(known.moments.apart[b][c])));
        }
    }

    at::Tensor m_x, m_grad;
    Shape m_shape;
};

class TrainedNorm : public torch::autograd::Function<TrainedNorm>
{
public:
    using Context = torch::autograd::AutogradContext;
    using Tensors = torch::autograd::variable_list;

    static at::Tensor forward(Context* context, const at::Tensor& x, const at::Tensor& weight,
                              const at::Tensor& bias, const std::optional<at::Tensor>& before,
                              const std::tuple<std::int64_t, double, bool>& settings)
    {
        const auto [groups, eps, silu] = settings;
        const at::Tensor addend = before.value_or(at::Tensor());
        const GroupNormShape norm{weight, bias, groups, eps};
        const Moments moments{
            {x.size(0), x.size(1)}, {x.size(0), x.size(1)}, {x.size(0), x.size(1)}};
        context->save_for_backward({x, weight, bias, addend, moments.centre.values,
                                    moments.rate.values, moments.apart.values});
        context->saved_data["groups"] = groups;
        context->saved_data["silu"] = silu;
        return x.scalar_type() == at::kFloat ? Forward<float>(x, norm, addend).run(moments, silu)
                                             : Forward<Brain>(x, norm, addend).run(moments, silu);
    }

    static Tensors backward(Context* context, const Tensors& grads)
    {
        const Tensors saved = context->get_saved_variables();
        const at::Tensor &x = saved[0], &weight = saved[1], &bias = saved[2], &addend = saved[3];
        const Moments moments{Rows(saved[4]), Rows(saved[5]), Rows(saved[6])};
        const Shape shape(x, context->saved_data["groups"].toInt());
        const RowGradients rows{{shape.batch, shape.channels},
                                {shape.batch, shape.channels},
                                {shape.batch, shape.channels}};
        const at::Tensor scale = plain(weight), shift = plain(bias);
        const NormLine line{valuesOf<float>(scale), valuesOf<float>(shift),
                            context->saved_data["silu"].toBool()};
        at::Tensor out;
        if (context->needs_input_grad(0))
            out = at::empty_like(x, x.options(), at::MemoryFormat::ChannelsLast);
        const at::Tensor grad = grads[0].contiguous(at::MemoryFormat::ChannelsLast);
        if (x.scalar_type() == at::kFloat)
            Backward<float>(x, grad, shape).run(moments, line, rows, out);
        else
            Backward<Brain>(x, grad, shape).run(moments, line, rows, out);
        return {out, rows.weight.values.sum(0).to(weight.scalar_type()),
                rows.bias.values.sum(0).to(bias.scalar_type()),
                byAddend(addend, rows.addend.values), at::Tensor()};
    }

private:
    static at::Tensor byAddend(const at::Tensor& addend, const at::Tensor& rows)
    {
        if (!addend.defined())
            return {};
        const at::Tensor sum = addend.size(0) == rows.size(0) ? rows : rows.sum(0);
        return sum.reshape(addend.sizes()).to(addend.scalar_type());
    }
};

} // namespace

bool suitsTrainedGroupNorm(const at::Tensor& x, const GroupNormShape& shape)
{
    const bool wantsGradient =
        x.requires_grad() || shape.weight.requires_grad() || shape.bias.requires_grad();
    return c10::GradMode::is_enabled() && wantsGradient && x.dim() == 4 && x.is_cpu() &&
           (x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kFloat) && x.numel() > 0 &&
           x.size(1) % shape.groups == 0 && hasGroupNormKernels();
}

at::Tensor trainedGroupNorm(const at::Tensor& x, const GroupNormShape& shape,
                            const NormSurround& surround)
{
    TORCH_CHECK(suitsTrainedGroupNorm(x, shape), "trainedGroupNorm does not take this tensor.");
    const std::optional<at::Tensor> before =
        surround.addend.defined() ? std::optional(surround.addend) : std::nullopt;
    return TrainedNorm::apply(x.contiguous(at::MemoryFormat::ChannelsLast), shape.weight,
                              shape.bias, before,
                              std::tuple(shape.groups, shape.eps, surround.silu));
}

} // namespace enogu::core
