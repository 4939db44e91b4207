// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/weightset.h"

#include "engine/train/scenes/random.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

namespace enogu::core {

namespace {

void fillUniform(at::Tensor& tensor, Random& random)
{
    const double fan = double(tensor.numel() / tensor.size(0));
    const double bound = 1 / std::sqrt(fan);
    float* data = tensor.mutable_data_ptr<float>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        data[i] = random.between(-bound, bound);
}

void fillNormal(at::Tensor& tensor, Random& random, float deviation)
{
    float* data = tensor.mutable_data_ptr<float>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        data[i] = deviation * random.normal();
}

bool endsInOneOf(const std::string& key, const std::vector<std::string>& ends)
{
    for (const std::string& end : ends)
        if (key.ends_with(end))
            return true;
    return false;
}

at::Tensor started(const std::string& key, at::IntArrayRef shape, Random& random, bool zero)
{
    at::Tensor tensor = at::zeros(shape, at::kFloat);
    if (zero || key.ends_with("bias"))
        return tensor;
    if (shape.size() == 1)
        tensor.fill_(1);
    else if (key.find("embedding.weight") != std::string::npos)
        fillNormal(tensor, random, 0.02f);
    else
        fillUniform(tensor, random);
    return tensor;
}

} // namespace

Parameters WeightSet::started(std::uint64_t seed, const std::vector<std::string>& zeros)
{
    auto random = std::make_shared<Random>(seed);
    return Parameters([this, random, zeros](const std::string& key,
                                            const std::vector<std::int64_t>& shape) {
        const auto [place, isNew] = m_places.emplace(key, m_leaves.size());
        if (isNew) {
            m_names.push_back(key);
            m_leaves.push_back(
                core::started(key, shape, *random, endsInOneOf(key, zeros)).requires_grad_(true));
        }
        return m_leaves[place->second];
    });
}

Parameters WeightSet::as(at::ScalarType dtype) const
{
    return with(m_leaves, dtype);
}

Parameters WeightSet::with(const std::vector<at::Tensor>& values, at::ScalarType dtype) const
{
    return Parameters(
        [this, &values](const std::string& key, const std::vector<std::int64_t>&) {
            return values[m_places.at(key)];
        },
        dtype);
}

void WeightSet::read(const TensorSource& source)
{
    const at::NoGradGuard quiet;
    for (std::size_t i = 0; i < m_leaves.size(); ++i)
        m_leaves[i].copy_(source(m_names[i], m_leaves[i].sizes().vec()));
}

} // namespace enogu::core
