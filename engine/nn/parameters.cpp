// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/parameters.h"

#include <utility>

namespace enogu::core {

Parameters::Parameters(TensorSource source, at::ScalarType dtype, at::Device device)
    : m_source(std::move(source)), m_dtype(dtype), m_device(device)
{
}

Parameters Parameters::operator/(const std::string& part) const
{
    Parameters below = *this;
    below.m_prefix += part + '.';
    return below;
}

Parameters Parameters::operator/(std::int64_t part) const
{
    return *this / std::to_string(part);
}

at::Tensor Parameters::operator()(const std::string& key,
                                  const std::vector<std::int64_t>& shape) const
{
    return m_source(m_prefix + key, shape).to(m_device, m_dtype);
}

} // namespace enogu::core
