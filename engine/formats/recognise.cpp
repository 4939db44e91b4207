// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/recognise.h"

#include "engine/formats/npy.h"
#include "engine/formats/safetensors.h"
#include "engine/formats/torchfile.h"

namespace enogu {
namespace {

struct Stranger
{
    std::string_view start;
    std::string_view what;
    std::string_view remedy;
};

constexpr Stranger kStrangers[] = {
    {"version https://git-lfs", "it is only a Git LFS pointer", "fetch the real file"},
    {"<", "it is a web page, not a model", kFetchAgain},
    {"GGUF", "GGUF files are not supported", "choose a safetensors or PyTorch file"},
    {"\x37\x7A\xBC\xAF", "it is a 7z archive", "unpack it first"},
    {"\x1F\x8B", "it is a gzip archive", "unpack it first"},
    {"\x89HDF", "it is a Keras file, which is not supported", "choose a safetensors file"},
    {"\x08", "it looks like an ONNX file, which is not supported", "choose a safetensors file"},
};

} // namespace

FileContents parseModel(Bytes bytes, const std::string& name)
{
    const std::string_view text = textOf(bytes);
    if (bytes.empty())
        refuse(name, "it is empty");
    if (looksLikeNpy(bytes)) {
        FileContents contents;
        contents.container = "npy";
        parseNpy(bytes, name, "array", contents);
        return contents;
    }
    if (text.size() > 8 && text[8] == '{')
        return parseSafetensors(bytes, name);
    if (looksLikeZip(bytes))
        return parseTorchZip(bytes, name);
    if (looksLikePickle(bytes))
        return parseTorchLegacy(bytes, name);
    for (const Stranger& stranger : kStrangers) {
        if (text.starts_with(stranger.start))
            refuse(name, stranger.what, stranger.remedy);
    }
    refuse(name, "it is not a model file of a known kind",
           "choose a .safetensors, .pth, .pt or .ckpt file or a folder of .npy files");
}

} // namespace enogu
