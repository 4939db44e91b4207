// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/parallel.h"

#include <ATen/Parallel.h>

#ifndef _OPENMP
#error "This file shares loops out between threads: compile it with OpenMP."
#endif

namespace enogu::core {

void sharedOut(std::int64_t begin, std::int64_t end, std::int64_t grain,
               const std::function<void(std::int64_t from, std::int64_t to)>& work)
{
    at::parallel_for(begin, end, grain, work);
}

} // namespace enogu::core
