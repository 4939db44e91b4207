// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace enogu::core {

/// A weight that is kept in oneDNN's own blocked layout where it runs on a CPU without gradients,
/// so that no call lays it out anew. It is laid out on the first such call, for that call's extents
/// (others work, too), and the plain copy is given up; where a gradient is asked for after all, it
/// is laid back. Used by one thread.
class Weight
{
public:
    struct ConvGeometry
    {
        std::int64_t stride, padding;
    };

    explicit Weight(at::Tensor plain);

    /// True where x runs with a packed weight: no gradient is taken, on a CPU, in a dtype that
    /// oneDNN computes in there.
    bool packsFor(const at::Tensor& x) const;
    bool isTrained() const { return m_plain.defined() && m_plain.requires_grad(); }
    const at::Tensor& plain() const;
    const at::Tensor& forConv(const at::Tensor& x, const ConvGeometry& geometry) const;
    const at::Tensor& forLinear(const at::Tensor& x) const;

private:
    mutable at::Tensor m_plain, m_packed; ///< one of them is defined
};

/// What a packed operation does to its result.
enum class Fused { Nothing, Gelu };

/// x [B, C, h, w] channels-last; the result is, too. Bias may be undefined.
at::Tensor packedConv(const at::Tensor& x, const Weight& weight, const at::Tensor& bias,
                      const Weight::ConvGeometry& geometry);
/// x […, in] → […, out].
at::Tensor packedLinear(const at::Tensor& x, const Weight& weight, const at::Tensor& bias,
                        Fused fused = Fused::Nothing);

} // namespace enogu::core
