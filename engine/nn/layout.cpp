// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/layout.h"

#include "engine/nn/groupnormkernels.h"

#include <ATen/core/grad_mode.h>

namespace enogu::core {

at::Tensor inLayout(const at::Tensor& x)
{
    const bool wide = x.is_cpu() && (!at::GradMode::is_enabled() || hasGroupNormKernels());
    return x.contiguous(wide ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
}

} // namespace enogu::core
