// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace enogu::core {

/// work(from, to) over [begin, end), cut into a part of at least `grain` for each of LibTorch's
/// threads; at once where this is such a thread already. Throws what the work throws. To be called
/// instead of at::parallel_for, which is a plain loop in all code that is compiled without OpenMP.
void sharedOut(std::int64_t begin, std::int64_t end, std::int64_t grain,
               const std::function<void(std::int64_t from, std::int64_t to)>& work);

} // namespace enogu::core
