// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/packing.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/cpu/Utils.h>

#include <optional>
#include <string_view>
#include <utility>

namespace enogu::core {

namespace {

using OptionalTensor = std::optional<at::Tensor>;
using Scalars = c10::List<std::optional<at::Scalar>>;
using PackConv = at::Tensor(const at::Tensor&, at::IntArrayRef, at::IntArrayRef, at::IntArrayRef,
                            std::int64_t, at::OptionalIntArrayRef);
using RunConv = at::Tensor(const at::Tensor&, const at::Tensor&, const OptionalTensor&,
                           at::IntArrayRef, at::IntArrayRef, at::IntArrayRef, std::int64_t,
                           std::string_view, Scalars, std::optional<std::string_view>);
using PackLinear = at::Tensor(const at::Tensor&, std::optional<std::int64_t>);
using RunLinear = at::Tensor(const at::Tensor&, const at::Tensor&, const OptionalTensor&,
                             std::string_view, Scalars, std::optional<std::string_view>);

/// An operation that LibTorch has for its own compiler and that no header declares.
template <typename Signature>
const c10::TypedOperatorHandle<Signature> operation(const char* name)
{
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

OptionalTensor optional(const at::Tensor& bias)
{
    return bias.defined() ? OptionalTensor(bias) : std::nullopt;
}

bool hasWideVectors()
{
    const auto capabilities = at::cpu::get_cpu_capabilities();
    const auto found = capabilities.find("avx512_bw");
    return found != capabilities.end() && found->second.toBool();
}

/// oneDNN's bfloat16 asks for AVX-512.
bool computesIn(at::ScalarType dtype)
{
    static const bool wide = hasWideVectors();
    return dtype == at::kFloat || (dtype == at::kBFloat16 && wide);
}

} // namespace

Weight::Weight(at::Tensor plain) : m_plain(std::move(plain)) {}

bool Weight::packsFor(const at::Tensor& x) const
{
    return x.is_cpu() && !at::GradMode::is_enabled() && computesIn(x.scalar_type()) &&
           at::hasMKLDNN() && x.numel() > 0 && !isTrained();
}

const at::Tensor& Weight::plain() const
{
    if (m_packed.defined()) {
        m_plain = m_packed.to_dense();
        m_packed.reset();
    }
    return m_plain;
}

const at::Tensor& Weight::forConv(const at::Tensor& x, const ConvGeometry& geometry) const
{
    static const auto pack = operation<PackConv>("mkldnn::_reorder_convolution_weight");
    if (!m_packed.defined()) {
        const std::int64_t pads[] = {geometry.padding, geometry.padding};
        const std::int64_t strides[] = {geometry.stride, geometry.stride};
        m_packed = pack.call(m_plain, pads, strides, {{1, 1}}, 1, x.sizes());
        m_plain.reset();
    }
    return m_packed;
}

const at::Tensor& Weight::forLinear(const at::Tensor& x) const
{
    static const auto pack = operation<PackLinear>("mkldnn::_reorder_linear_weight");
    if (!m_packed.defined()) {
        m_packed = pack.call(m_plain.contiguous(), x.numel() / x.size(-1));
        m_plain.reset();
    }
    return m_packed;
}

at::Tensor packedConv(const at::Tensor& x, const Weight& weight, const at::Tensor& bias,
                      const Weight::ConvGeometry& geometry)
{
    static const auto run = operation<RunConv>("mkldnn::_convolution_pointwise");
    const std::int64_t pads[] = {geometry.padding, geometry.padding};
    const std::int64_t strides[] = {geometry.stride, geometry.stride};
    return run.call(x, weight.forConv(x, geometry), optional(bias), pads, strides, {{1, 1}}, 1,
                    "none", Scalars(), std::nullopt);
}

at::Tensor packedLinear(const at::Tensor& x, const Weight& weight, const at::Tensor& bias,
                        Fused fused)
{
    static const auto run = operation<RunLinear>("mkldnn::_linear_pointwise");
    if (fused == Fused::Gelu)
        return run.call(x, weight.forLinear(x), optional(bias), "gelu", Scalars(), "none");
    return run.call(x, weight.forLinear(x), optional(bias), "none", Scalars(), std::nullopt);
}

} // namespace enogu::core
