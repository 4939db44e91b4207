// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/snapshot.h"

#include "engine/api/error.h"
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

void makeFolder(const std::filesystem::path& folder)
{
    std::error_code failed;
    if (!std::filesystem::is_directory(folder, failed))
        std::filesystem::create_directories(folder, failed);
    if (failed)
        throw Error(ErrorCode::NoPermission, "The folder " + folder.string() + " cannot be made (" +
                                                 failed.message() + "); choose another folder.");
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
