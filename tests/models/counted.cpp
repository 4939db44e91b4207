// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/counted.h"

#include "engine/formats/tensorfile.h"
#include "engine/weights/tensors.h"

#include <ATen/ATen.h>

#include <cmath>

namespace enogu::tests {

namespace {

std::uint64_t seedOf(const std::string& name)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : name)
        hash = (hash ^ std::uint8_t(c)) * 0x100000001b3ULL;
    return hash;
}

double uniform(std::uint64_t seed, std::uint64_t i)
{
    std::uint64_t z = seed + (i + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return double(z >> 40) / double(1 << 24);
}

/// value = offset + factor · u.
struct Rule
{
    double offset, factor;
};

/// What keeps the variance where no norm follows: LADE, and the blocks of the tiny autoencoder.
double spreadOf(const std::string& name)
{
    if (name.ends_with("lade.weight"))
        return 3;
    return name.ends_with("conv.4.weight") ? 0.5 : 6;
}

Rule ruleOf(const std::string& name, const std::vector<std::int64_t>& shape, std::int64_t count)
{
    if (shape.size() >= 2) {
        const double bound = std::sqrt(spreadOf(name) / (double(count) / double(shape[0])));
        return {-bound, 2 * bound};
    }
    if (name.ends_with("weight") || name.ends_with("scale"))
        return {0.8, 0.4};
    if (name.ends_with("running_var"))
        return {0.5, 1};
    return {-0.2, 0.4};
}

at::Tensor filled(const std::string& name, const std::vector<std::int64_t>& shape, const Rule& rule)
{
    const at::Tensor values = at::empty(shape);
    auto* out = values.mutable_data_ptr<float>();
    const std::uint64_t seed = seedOf(name);
    for (std::int64_t i = 0; i < values.numel(); ++i)
        out[i] = float(rule.offset + rule.factor * uniform(seed, std::uint64_t(i)));
    return values;
}

} // namespace

at::Tensor counted(const std::string& name, const std::vector<std::int64_t>& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape)
        count *= side;
    return filled(name, shape, ruleOf(name, shape, count));
}

core::TensorSource countedSource(const std::map<std::string, std::string>& rename)
{
    return [rename](const std::string& key, const std::vector<std::int64_t>& shape) {
        const auto found = rename.find(key);
        return counted(found == rename.end() ? key : found->second, shape);
    };
}

at::Tensor countedPicture(std::int64_t height, std::int64_t width, double scale)
{
    return filled("input", {1, 3, height, width}, {-scale, 2 * scale});
}

at::Tensor countedInput(const std::string& name, const std::vector<std::int64_t>& shape,
                        double scale)
{
    return filled(name, shape, {-scale, 2 * scale});
}

at::Tensor countedWhole(const std::string& name, const std::vector<std::int64_t>& shape,
                        std::int64_t below)
{
    const at::Tensor values = at::empty(shape, at::kLong);
    auto* out = values.mutable_data_ptr<std::int64_t>();
    const std::uint64_t seed = seedOf(name);
    for (std::int64_t i = 0; i < values.numel(); ++i)
        out[i] = std::int64_t(double(below) * uniform(seed, std::uint64_t(i)));
    return values;
}

at::Tensor readNpy(const std::filesystem::path& path)
{
    return floatTensor(readTensors(path).tensors().front());
}

double largestError(const at::Tensor& a, const at::Tensor& b)
{
    return ((a - b).abs() / b.abs().clamp_min(1)).max().item<double>();
}

} // namespace enogu::tests
