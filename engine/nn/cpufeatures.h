// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace enogu::core {

/// True where the processor has the instructions and the system saves their registers.
bool hasAmx(); ///< of bfloat16
bool hasAvx512Bf16();

/// True where the processor multiplies bfloat16 itself, by either of them.
bool hasFastBfloat16();

} // namespace enogu::core
