// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/subject.h"

#include "engine/api/error.h"
#include "engine/formats/tensorfile.h"
#include "engine/weights/generators.h"
#include "engine/weights/tensors.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>

namespace enogu {

namespace {

struct Named
{
    const char *name, *kind, *keyStyle;
};

constexpr std::array<Named, 6> kNamed{
    {{"v1", "AnimeGAN v1", "ptran1203 (2021)"},
     {"v2", "AnimeGAN v2", "bryandlee"},
     {"v3", "AnimeGAN v3", "Enogu"},
     {"cartoongan", "CartoonGAN", "CartoonGAN-Test-Pytorch-Torch"},
     {"whitebox", "White-box", "vinesmsuic"},
     {"cel", "Cel", "width 24"}}};

const Architecture& architectureOf(const std::string& kind, const std::string& keyStyle)
{
    const auto& all = architectures();
    return *std::find_if(all.begin(), all.end(), [&](const Architecture& a) {
        return a.kind == kind && a.keyStyle == keyStyle;
    });
}

/// Weights that keep the spread of a signal from layer to layer (He et al. 2015), norms near 1.
at::Tensor randomTensor(std::mt19937& random, const std::string& key,
                        const std::vector<std::int64_t>& shape)
{
    at::Tensor tensor = at::empty(shape, at::kFloat);
    float low = -0.2F, high = 0.2F;
    if (shape.size() >= 2) {
        high = std::sqrt(6.0F * float(shape[0]) / float(tensor.numel()));
        low = -high;
    } else if (!key.ends_with("bias") && !key.ends_with("shift") && !key.ends_with("mean")) {
        low = 0.8F;
        high = 1.2F;
    }
    auto* values = tensor.mutable_data_ptr<float>();
    std::uniform_real_distribution<float> between(low, high);
    std::generate_n(values, tensor.numel(), [&] { return between(random); });
    return tensor;
}

Subject built(const std::string& name, const Architecture& architecture, at::ScalarType dtype,
              const core::TensorSource& source)
{
    Subject subject{name, &architecture, resampleOf(Upsampling::Auto, architecture), {}, {}};
    const core::TensorSource recording = [&](const std::string& key,
                                             const std::vector<std::int64_t>& shape) {
        return subject.weights.emplace_back(key, source(key, shape)).second;
    };
    subject.net = architecture.build(recording, dtype, subject.up);
    return subject;
}

} // namespace

Subject subjectOf(const std::string& style, at::ScalarType dtype)
{
    for (const Named& named : kNamed) {
        if (style != named.name)
            continue;
        std::mt19937 random(1);
        return built(named.kind, architectureOf(named.kind, named.keyStyle), dtype,
                     [&](const std::string& key, const std::vector<std::int64_t>& shape) {
                         return randomTensor(random, key, shape);
                     });
    }
    const ModelInfo info = inspectModel(style);
    const TensorFile file = readTensors(style);
    return built(std::filesystem::path(style).filename().string(),
                 architectureOf(info.kind, info.keyStyle), dtype,
                 [&](const std::string& key, const std::vector<std::int64_t>&) {
                     return floatTensor(*file.find(key));
                 });
}

std::unique_ptr<core::Generator> rebuilt(const Subject& subject, at::ScalarType dtype)
{
    const std::map<std::string, at::Tensor> byKey(subject.weights.begin(), subject.weights.end());
    const core::TensorSource source =
        [&](const std::string& key, const std::vector<std::int64_t>&) { return byKey.at(key); };
    return subject.architecture->build(source, dtype, subject.up);
}

std::vector<std::string> namedSubjects()
{
    std::vector<std::string> names;
    for (const Named& named : kNamed)
        names.emplace_back(named.name);
    return names;
}

} // namespace enogu
