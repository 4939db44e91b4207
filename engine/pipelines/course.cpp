// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/course.h"

#include "engine/api/error.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace enogu {

namespace {

constexpr std::size_t kLargestMemory = 8; ///< tensors that any sampler keeps

[[noreturn]] void refuse(const std::string& why)
{
    throw Error(ErrorCode::BadArgument,
                "The step to go on from " + why + "; run the edit from its beginning.");
}

/// FNV-1a.
std::uint64_t hashOf(std::uint64_t hash, double value)
{
    for (auto bits = std::bit_cast<std::uint64_t>(value), i = std::uint64_t(0); i < 8; ++i)
        hash = (hash ^ (bits >> (8 * i) & 0xFF)) * 0x100000001b3;
    return hash;
}

std::string nameOf(const Course& course, core::SamplerKind kind)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    for (std::int64_t i = 0; i < course.count(); ++i) {
        for (const double value : {course.timestep(i), course.signal(i), course.noise(i)})
            hash = hashOf(hash, value);
    }
    return std::to_string(int(kind)) + ' ' + std::to_string(course.count()) + ' ' +
           std::to_string(hash);
}

FloatArray arrayOf(const at::Tensor& tensor)
{
    const at::Tensor values = tensor.to(at::kCPU, at::kFloat).contiguous();
    const float* first = values.const_data_ptr<float>();
    return {values.sizes().vec(), {first, first + values.numel()}};
}

at::Tensor tensorOf(const FloatArray& array, const std::vector<std::int64_t>& shape)
{
    const auto isFinite = [](float value) { return std::isfinite(value); };
    std::size_t size = 1;
    for (const std::int64_t side : shape)
        size *= std::size_t(side);
    if (array.shape != shape || array.values.size() != size)
        refuse("belongs to a picture of another size, or to another model");
    if (!std::ranges::all_of(array.values, isFinite))
        refuse("holds values that are not numbers");
    return at::from_blob(const_cast<float*>(array.values.data()), shape, at::kFloat).clone();
}

core::SamplerState memoryOf(const LatentState& state, std::int64_t next,
                            const std::vector<std::int64_t>& shape)
{
    core::SamplerState memory{next, {}};
    if (state.memory.size() > kLargestMemory)
        refuse("is damaged");
    for (const FloatArray& array : state.memory) {
        const bool isNothing = array.shape.empty() && array.values.empty();
        memory.memory.push_back(isNothing ? at::Tensor() : tensorOf(array, shape));
    }
    return memory;
}

void requireSane(const LatentState& state)
{
    const bool sane = state.next >= 1 && std::isfinite(state.signal) && state.signal >= 0 &&
                      std::isfinite(state.noise) && state.noise >= 0 &&
                      state.signal + state.noise > 0;
    if (!sane)
        refuse("is damaged");
}

/// log(noise / signal).
double ratioOf(double signal, double noise)
{
    return std::log(noise) - std::log(signal);
}

/// A difference of levels; two of pure noise are the same.
double distance(double a, double b)
{
    return a == b ? 0 : std::abs(a - b);
}

} // namespace

double Course::timestep(std::int64_t index) const
{
    return index < count() ? sampler->timesteps()[std::size_t(first + index)] : 0;
}

double Course::signal(std::int64_t index) const
{
    return sampler->addNoise(at::ones({1}, at::kDouble), at::zeros({1}, at::kDouble), first + index)
        .item<double>();
}

double Course::noise(std::int64_t index) const
{
    return sampler->addNoise(at::zeros({1}, at::kDouble), at::ones({1}, at::kDouble), first + index)
        .item<double>();
}

Course courseFor(const core::SamplerConfig& config, std::int64_t steps, std::int64_t first)
{
    try {
        Course course{core::makeSampler(config, steps, first), first, {}};
        course.name = nameOf(course, config.kind);
        return course;
    } catch (const std::invalid_argument& error) {
        throw Error(ErrorCode::BadArgument, error.what());
    }
}

std::int64_t indexFor(const Course& course, const LatentState& state)
{
    requireSane(state);
    if (state.sampler == course.name) {
        if (state.next > course.count())
            refuse("lies beyond the last one");
        return state.next;
    }
    if (state.noise == 0)
        return course.count();
    const double wanted = ratioOf(state.signal, state.noise);
    std::int64_t nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::int64_t i = 0; i < course.count(); ++i) {
        const double found = distance(ratioOf(course.signal(i), course.noise(i)), wanted);
        if (found <= least) {
            least = found;
            nearest = i;
        }
    }
    return nearest;
}

Resumption resumed(Course& course, const LatentState& state, Noise& noise,
                   const std::vector<std::int64_t>& shape)
{
    const std::int64_t index = indexFor(course, state);
    const at::Tensor x = tensorOf(state.x, shape), clean = tensorOf(state.predX0, shape);
    const bool sameSeed = !noise.seed() || *noise.seed() == state.seed;
    if (sameSeed && state.sampler == course.name) {
        if (!course.sampler->restore(memoryOf(state, course.first + index, shape)) ||
            !noise.restore(state.random))
            refuse("is damaged");
        return {index, x, clean};
    }
    course.sampler->goOnAt(course.first + index);
    if (index == course.count())
        return {index, clean, clean};
    const bool keepsNoise = sameSeed && state.noise > 0;
    const at::Tensor unit =
        keepsNoise ? (x - state.signal * clean) / state.noise : noise.step(index, false);
    return {index, course.sampler->addNoise(clean, unit, course.first + index), clean};
}

LatentState stateOf(const Course& course, const Resumption& now, const Noise& noise,
                    std::int64_t picture)
{
    const auto own = [&](const at::Tensor& tensor) {
        return tensor.defined() ? arrayOf(tensor.narrow(0, picture, 1)) : FloatArray();
    };
    LatentState state;
    state.next = now.index;
    state.timestep = course.timestep(now.index);
    state.signal = course.signal(now.index);
    state.noise = course.noise(now.index);
    state.seed = noise.seed().value_or(0);
    state.sampler = course.name;
    state.x = own(now.x);
    state.predX0 = own(now.predX0);
    for (const at::Tensor& memory : course.sampler->state().memory)
        state.memory.push_back(own(memory));
    state.random = noise.state();
    return state;
}

} // namespace enogu
