// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/snapshot.h"

#include "engine/formats/atomicfile.h"
#include "engine/weights/tensors.h"

namespace enogu::core {

void saveAtomically(const std::filesystem::path& path, const std::string& bytes)
{
    AtomicFile file(path);
    file.write(bytes.data(), bytes.size());
    file.commit();
}

void saveSnapshot(const std::filesystem::path& path, const Snapshot& checkpoint)
{
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : checkpoint.tensors)
        views.push_back(viewOf(name, tensor));
    writeSafetensors(path, views, checkpoint.words);
}

Snapshot loadSnapshot(const std::filesystem::path& path)
{
    const TensorFile file = readTensors(path);
    Snapshot checkpoint{{}, file.metadata()};
    for (const TensorView& view : file.tensors())
        checkpoint.tensors.emplace(view.name, ownTensor(view));
    return checkpoint;
}

} // namespace enogu::core
