// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/rates.h"

#include <ATen/ATen.h>

#include <chrono>
#include <functional>

namespace enogu {

namespace {

double fastest(const std::function<void()>& work)
{
    double best = 1e9;
    for (int i = 0; i < 6; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
        best = std::min(best, passed.count());
    }
    return best;
}

} // namespace

Rates measuredRates(at::ScalarType dtype)
{
    constexpr std::int64_t kSide = 1536, kLong = 64 << 20;
    const at::Tensor a = at::randn({kSide, kSide}).to(dtype), b = a.t().contiguous();
    at::Tensor c = at::mm(a, b);
    const double product = fastest([&] { at::mm_out(c, a, b); });
    const at::Tensor from = at::zeros({kLong}, at::kByte);
    at::Tensor to = from.clone();
    const double copy = fastest([&] { to.copy_(from); });
    return {double(kSide * kSide * kSide) / product, 2.0 * double(kLong) / copy};
}

} // namespace enogu
