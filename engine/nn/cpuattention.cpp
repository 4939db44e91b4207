// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/cpuattention.h"

#include "engine/nn/headattention.h"
#include "engine/nn/parallel.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>

#include <algorithm>

namespace enogu::core {

namespace {

constexpr double kSliceProducts = 4e9;           // of a thread: some 50 ms of a core of 2023
constexpr double kGrainProducts = 4e6;           // worth waking a thread for
constexpr std::int64_t kMostKeyValues = 1 << 23; // packed by each thread: 16 MiB, twice

bool suits(const at::Tensor& x)
{
    return x.defined() && x.dim() == 4 && x.numel() > 0 && x.is_cpu() &&
           x.scalar_type() == at::kBFloat16 && x.layout() == at::kStrided &&
           (x.stride(3) == 1 || x.size(3) == 1) &&
           !(c10::GradMode::is_enabled() && x.requires_grad());
}

const Brain* headOf(const at::Tensor& x, std::int64_t head)
{
    const std::int64_t batch = head / x.size(1);
    return static_cast<const Brain*>(x.const_data_ptr()) + batch * x.stride(0) +
           (head - batch * x.size(1)) * x.stride(1);
}

BrainRows<const Brain> rowsOf(const at::Tensor& x, std::int64_t head)
{
    return {headOf(x, head), x.size(2), x.stride(2)};
}

/// Blocks of queries, counted through all heads.
struct Attention
{
    const at::Tensor &q, &k, &v, &out;
    float scale;
    std::int64_t headBlocks = (q.size(2) + HeadAttention::kQueries - 1) / HeadAttention::kQueries;
    std::int64_t blocks = q.size(0) * q.size(1) * headBlocks;

    void answer(std::int64_t begin, std::int64_t end) const
    {
        HeadAttention attention(k.size(2), k.size(3), scale);
        std::int64_t current = -1;
        for (std::int64_t block = begin; block < end; ++block) {
            const std::int64_t head = block / headBlocks;
            if (head != current)
                attention.setHead(rowsOf(k, head), rowsOf(v, head));
            current = head;
            const std::int64_t row = block % headBlocks * HeadAttention::kQueries;
            const std::int64_t count = std::min(HeadAttention::kQueries, q.size(2) - row);
            attention.attend({rowsOf(q, head)[row], count, q.stride(2)},
                             {const_cast<Brain*>(headOf(out, head)) + row * out.stride(2), count,
                              out.stride(2)});
        }
    }
};

} // namespace

bool suitsCpuAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale)
{
    return HeadAttention::isSupported() && suits(q) && suits(k) && suits(v) && scale > 0 &&
           k.sizes() == v.sizes() && q.size(0) == k.size(0) && q.size(1) == k.size(1) &&
           q.size(3) == k.size(3) && k.size(2) * k.size(3) <= kMostKeyValues;
}

at::Tensor cpuAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale,
                        const Checkpoint& checkpoint)
{
    TORCH_CHECK(suitsCpuAttention(q, k, v, scale), "cpuAttention does not take these tensors.");
    const at::Tensor out =
        at::empty({q.size(0), q.size(2), q.size(1), q.size(3)}, q.options()).transpose(1, 2);
    const Attention attention{q, k, v, out, float(scale)};
    const double blockProducts = 2.0 * HeadAttention::kQueries * double(k.size(2) * k.size(3));
    const std::int64_t slice =
        checkpoint ? at::get_num_threads() *
                         std::max<std::int64_t>(1, std::int64_t(kSliceProducts / blockProducts))
                   : attention.blocks;
    for (std::int64_t first = 0; first < attention.blocks; first += slice) {
        if (checkpoint)
            checkpoint();
        sharedOut(first, std::min(first + slice, attention.blocks),
                  1 + std::int64_t(kGrainProducts / blockProducts),
                  [&](std::int64_t begin, std::int64_t end) { attention.answer(begin, end); });
    }
    return out;
}

} // namespace enogu::core
