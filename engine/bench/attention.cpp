// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/attention.h"

#include "engine/api/error.h"
#include "engine/bench/cost.h"
#include "engine/nn/cpuattention.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace enogu {

namespace {

struct Shape
{
    std::int64_t batch, heads, queries, keys, width;
};

/// Stable Diffusion's at 512²: 1 and 3 pictures, self and text; then Stable Diffusion 2's.
constexpr Shape kShapes[] = {{3, 8, 4096, 4096, 40}, {1, 8, 4096, 4096, 40}, {3, 8, 1024, 1024, 80},
                             {3, 8, 256, 256, 160},  {3, 8, 4096, 77, 40},   {3, 5, 4096, 4096, 64},
                             {3, 10, 1024, 1024, 64}};

std::string nameOf(const Shape& shape)
{
    return std::to_string(shape.batch) + "x" + std::to_string(shape.heads) + " heads, " +
           std::to_string(shape.queries) + "x" + std::to_string(shape.keys) + "x" +
           std::to_string(shape.width);
}

/// Numbers as a UNet has them: heads that are views of [batch, rows, heads · width].
at::Tensor drawn(const Shape& shape, std::int64_t rows)
{
    return at::randn({shape.batch, rows, shape.heads, shape.width})
        .to(at::kBFloat16)
        .transpose(1, 2);
}

double middleOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

class AttentionSubject
{
public:
    explicit AttentionSubject(const Shape& shape)
        : m_shape(shape),
          m_q(drawn(shape, shape.queries)),
          m_k(drawn(shape, shape.keys)),
          m_v(drawn(shape, shape.keys)),
          m_scale(1 / std::sqrt(double(shape.width)))
    {
        if (!core::suitsCpuAttention(m_q, m_k, m_v, m_scale))
            throw Error(ErrorCode::BadArgument,
                        "This CPU lacks AVX512_BF16: attention is the library's own here.");
    }

    /// CPU seconds of one call.
    double ours()
    {
        return secondsOf([&] { return answer(); }, m_ours);
    }
    double library()
    {
        return secondsOf(
            [&] { return at::scaled_dot_product_attention(m_q, m_k, m_v, {}, 0, false, m_scale); },
            m_library);
    }

    AttentionFigures ourFigures(double seconds) const { return figures(m_ours, seconds); }
    AttentionFigures libraryFigures(double seconds) const { return figures(m_library, seconds); }

private:
    at::Tensor answer() const { return core::cpuAttention(m_q, m_k, m_v, m_scale); }

    template <typename Answer>
    static double secondsOf(const Answer& answer, at::Tensor& result)
    {
        result.reset();
        const double start = processorSeconds();
        result = answer();
        return processorSeconds() - start;
    }

    /// Errors of the first head only: double precision is slow.
    AttentionFigures figures(const at::Tensor& result, double seconds) const
    {
        const auto head = [](const at::Tensor& x) { return x[0][0].to(at::kDouble); };
        const at::Tensor exact =
            (head(m_q).matmul(head(m_k).t()) * m_scale).softmax(-1).matmul(head(m_v));
        const at::Tensor error = (head(result) - exact).abs();
        const double flops = 4.0 * double(m_shape.batch * m_shape.heads * m_shape.width) *
                             double(m_shape.queries * m_shape.keys);
        return {flops / seconds / 1e9, error.max().item<double>(),
                std::sqrt(error.square().mean().item<double>())};
    }

    Shape m_shape;
    at::Tensor m_q, m_k, m_v, m_ours, m_library;
    double m_scale;
};

} // namespace

void measureAttention(const AttentionBenchOptions& options, const AttentionBenchObserver& observer,
                      const std::stop_token& stop)
{
    holdOnProcessors(options.threads);
    at::set_num_threads(options.threads);
    const c10::InferenceMode inference;
    double done = 0;
    for (const Shape& shape : kShapes) {
        AttentionSubject subject(shape);
        std::vector<double> ours, library, ratios;
        for (int i = -1; i < options.repeats; ++i) { // the first one warms up
            if (stop.stop_requested())
                throw Error(ErrorCode::Cancelled, "Stopped.");
            observer({nameOf(shape), done / double(std::size(kShapes)), std::nullopt});
            const double theirs = subject.library(), mine = subject.ours();
            if (i < 0)
                continue;
            ours.push_back(mine);
            library.push_back(theirs);
            ratios.push_back(theirs / mine);
        }
        ++done;
        observer({{},
                  done / double(std::size(kShapes)),
                  AttentionBenchRow{nameOf(shape), subject.ourFigures(middleOf(ours)),
                                    subject.libraryFigures(middleOf(library)), middleOf(ratios)}});
    }
}

} // namespace enogu
