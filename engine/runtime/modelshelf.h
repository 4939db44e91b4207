// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/device.h"
#include "engine/weights/modelshape.h"

#include <optional>

namespace enogu {

/// A model whose headers have been read.
struct OpenedModel
{
    std::string path, key; ///< key: of these weights, at this date
    ModelFolder folder;
    ModelShape shape;
};

/// Of its weights as they are loaded on a device.
std::string loadedKey(const OpenedModel& model, const Device& device);

/// Keeps the model that was opened last: plans and texts are asked for at every keystroke.
class ModelShelf
{
public:
    /// `path` is the model that the recipe stands for. Throws Error as ModelFolder::open does.
    /// Lives until the next call.
    const OpenedModel& open(const std::string& path, const Diffusion& recipe);
    void clear() { m_model.reset(); }

private:
    std::optional<OpenedModel> m_model;
};

} // namespace enogu
