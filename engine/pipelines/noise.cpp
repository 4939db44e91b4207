// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/noise.h"

#include "engine/api/error.h"
#include "engine/formats/tensorfile.h"
#include "engine/weights/tensors.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <mutex>

namespace enogu {

namespace {

using Shape = std::vector<std::int64_t>;

class SeededNoise : public Noise
{
public:
    SeededNoise(std::uint64_t seed, Shape shape)
        : m_seed(seed), m_generator(at::detail::createCPUGenerator(seed)), m_shape(std::move(shape))
    {
    }

    at::Tensor latents() override { return drawn(); }
    at::Tensor posterior() override { return drawn(); }
    void skipPosterior() override { drawn(); }
    at::Tensor step(std::int64_t, bool) override { return drawn(); }

    std::optional<std::uint64_t> seed() const override { return m_seed; }

    bool restore(const std::vector<std::uint8_t>& state) override
    {
        const at::Tensor bytes = at::tensor(c10::ArrayRef<std::uint8_t>(state), at::kByte);
        const std::scoped_lock lock(m_generator.mutex());
        try {
            m_generator.set_state(bytes);
        } catch (const c10::Error&) {
            return false;
        }
        return true;
    }

    std::vector<std::uint8_t> state() const override
    {
        const std::scoped_lock lock(m_generator.mutex());
        const at::Tensor state = m_generator.get_state().contiguous();
        const auto* bytes = static_cast<const std::uint8_t*>(state.const_data_ptr());
        return {bytes, bytes + state.nbytes()};
    }

private:
    at::Tensor drawn() { return at::randn(m_shape, m_generator, at::kFloat); }

    std::uint64_t m_seed;
    mutable at::Generator m_generator;
    Shape m_shape;
};

std::string written(const Shape& shape)
{
    std::string text = "[";
    for (const std::int64_t side : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(side);
    return text + "]";
}

class FileNoise : public Noise
{
public:
    FileNoise(const std::filesystem::path& path, const Shape& shape)
        : m_name(path.filename().string()),
          m_latents(read(readTensors(path), "latents", shape)),
          m_posterior(read(readTensors(path), "posterior", {-1, shape[1], shape[2], shape[3]})),
          m_steps(read(readTensors(path), "steps", {-1, 1, shape[1], shape[2], shape[3]}))
    {
        if (!m_latents.defined())
            throw refusal("has no latents");
    }

    at::Tensor latents() override { return m_latents; }

    at::Tensor posterior() override
    {
        if (!m_posterior.defined())
            return {};
        if (m_encoded >= m_posterior.size(0))
            throw refusal("has too few rows in posterior");
        return m_posterior.narrow(0, m_encoded++, 1);
    }

    at::Tensor step(std::int64_t row, bool isLast) override
    {
        if (m_steps.defined() && row < m_steps.size(0))
            return m_steps[row];
        if (isLast)
            return at::zeros_like(m_latents);
        throw refusal(m_steps.defined() ? "has too few rows in steps"
                                        : "has no steps, which this sampler needs");
    }

private:
    Error refusal(const std::string& why) const
    {
        return Error(ErrorCode::BadArgument, "The noise file " + m_name + " " + why + ".");
    }

    /// Undefined where the file has no such tensor; a side of −1 may be any.
    at::Tensor read(const TensorFile& file, const char* key, const Shape& shape) const
    {
        const TensorView* view = file.find(key);
        if (!view)
            return {};
        bool fits = view->shape.size() == shape.size();
        for (std::size_t i = 0; fits && i < shape.size(); ++i)
            fits = shape[i] < 0 || view->shape[i] == shape[i];
        if (!fits)
            throw refusal("has " + std::string(key) + " of shape " + written(view->shape) +
                          " instead of " + written(shape));
        const at::Tensor numbers = floatTensor(*view);
        if (!numbers.isfinite().all().item<bool>())
            throw refusal("has values in " + std::string(key) + " that are not numbers");
        return numbers;
    }

    std::string m_name;
    at::Tensor m_latents, m_posterior, m_steps;
    std::int64_t m_encoded = 0;
};

} // namespace

std::unique_ptr<Noise> seededNoise(std::uint64_t seed, Shape shape)
{
    return std::make_unique<SeededNoise>(seed, std::move(shape));
}

std::unique_ptr<Noise> noiseFromFile(const std::filesystem::path& path, Shape shape)
{
    return std::make_unique<FileNoise>(path, shape);
}

at::Tensor Noises::latents() const
{
    return drawn([](Noise& noise) { return noise.latents(); });
}

at::Tensor Noises::posterior() const
{
    return drawn([](Noise& noise) { return noise.posterior(); });
}

void Noises::skipPosterior() const
{
    for (const auto& noise : m_each)
        noise->skipPosterior();
}

at::Tensor Noises::step(std::int64_t row, bool isLast) const
{
    return drawn([&](Noise& noise) { return noise.step(row, isLast); });
}

/// Undefined where one is.
at::Tensor Noises::drawn(const std::function<at::Tensor(Noise&)>& draw) const
{
    std::vector<at::Tensor> each;
    for (const auto& noise : m_each)
        each.push_back(draw(*noise));
    const bool isWhole = std::ranges::all_of(each, &at::Tensor::defined);
    return isWhole ? at::cat(each) : at::Tensor();
}

} // namespace enogu
