// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/torchfile.h"
#include "tests/fuzz/refused.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const enogu::Bytes bytes = std::as_bytes(std::span(data, size));
    return enogu::parsedOrRefused([&] { return enogu::parseTorchLegacy(bytes, "fuzz"); });
}
