// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/whiteboxfile.h"

#include "engine/formats/tensorfile.h"

#include <algorithm>
#include <cmath>

namespace enogu::tests {

namespace {

struct Layer
{
    std::string name;
    std::int64_t in, out, kernel;

    std::vector<std::int64_t> shape() const { return {out, in, kernel, kernel}; }
    std::size_t count() const { return std::size_t(out * in * kernel * kernel); }
};

std::vector<Layer> layers()
{
    std::vector<Layer> all{{"initial_down.0", 3, 32, 7}, {"down1.0", 32, 32, 3},
                           {"down1.2", 32, 64, 3},       {"down2.0", 64, 64, 3},
                           {"down2.2", 64, 128, 3},      {"up1.0", 128, 64, 3},
                           {"up2.0", 64, 64, 3},         {"up2.2", 64, 32, 3},
                           {"last.0", 32, 32, 3},        {"last.2", 32, 3, 7}};
    for (const char block : {'0', '1', '2', '3'}) {
        for (const char half : {'0', '2'})
            all.push_back({std::string("res_blocks.") + block + ".block." + half, 128, 128, 3});
    }
    return all;
}

/// −1 … 1, of a 32-bit counter-based generator.
float noise(std::uint32_t i)
{
    i = (i ^ (i >> 16)) * 0x45d9f3bU;
    i = (i ^ (i >> 16)) * 0x45d9f3bU;
    return float(i ^ (i >> 16)) / 2147483648.0F - 1.0F;
}

} // namespace

WhiteBoxFile::WhiteBoxFile()
{
    for (const Layer& layer : layers()) {
        m_values[layer.name + ".weight"].assign(layer.count(), 0);
        m_values[layer.name + ".bias"].assign(std::size_t(layer.out), 0);
    }
}

WhiteBoxFile WhiteBoxFile::ofOneColour(const std::array<float, 3>& bias)
{
    WhiteBoxFile file;
    file["last.2.bias"].assign(bias.begin(), bias.end());
    return file;
}

WhiteBoxFile WhiteBoxFile::random()
{
    WhiteBoxFile file;
    std::uint32_t counter = 1;
    for (const Layer& layer : layers()) {
        const auto bound = std::sqrt(6.0F / float(layer.in * layer.kernel * layer.kernel));
        for (float& value : file[layer.name + ".weight"])
            value = bound * noise(counter++);
    }
    return file;
}

void WhiteBoxFile::write(const std::filesystem::path& path) const
{
    std::vector<TensorView> views;
    const auto all = layers();
    for (const auto& [key, values] : m_values) {
        TensorView view;
        view.name = key;
        view.shape = {std::int64_t(values.size())};
        view.strides = {1};
        const auto layer =
            std::ranges::find(all, key, [](const Layer& l) { return l.name + ".weight"; });
        if (layer != all.end()) {
            const std::int64_t k = layer->kernel;
            view.shape = layer->shape();
            view.strides = {layer->in * k * k, k * k, k, 1};
        }
        view.data = reinterpret_cast<const std::byte*>(values.data());
        view.bytes = values.size() * sizeof(float);
        views.push_back(view);
    }
    writeSafetensors(path, views);
}

} // namespace enogu::tests
