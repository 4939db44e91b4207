// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/modelshelf.h"

#include "engine/weights/diffusionmodel.h"

namespace enogu {

namespace {

std::string keyOf(const std::string& path, const Diffusion& recipe)
{
    std::error_code ignored;
    const auto date = std::filesystem::last_write_time(path, ignored).time_since_epoch().count();
    return path + '|' + std::to_string(date) + '|' + recipe.variant + '|' +
           std::to_string(int(recipe.ema));
}

} // namespace

std::string loadedKey(const OpenedModel& model, const Device& device)
{
    return model.key + '|' + std::to_string(int(device.dtype)) + '|' + device.place.str();
}

const OpenedModel& ModelShelf::open(const std::string& path, const Diffusion& recipe)
{
    std::string key = keyOf(path, recipe);
    if (m_model && m_model->key == key)
        return *m_model;
    clear();
    ModelFolder folder = ModelFolder::open(path, {.variant = recipe.variant, .ema = recipe.ema});
    ModelShape shape = shapeOf(folder, ownNameOf(path));
    m_model = {path, std::move(key), std::move(folder), std::move(shape)};
    return *m_model;
}

} // namespace enogu
