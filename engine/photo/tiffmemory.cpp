// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/tiffmemory.h"

#include <algorithm>
#include <cstring>

namespace enogu {
namespace {

struct Source
{
    Bytes file;
    std::size_t at = 0;
};

tmsize_t readSource(thandle_t handle, void* to, tmsize_t count)
{
    auto& source = *static_cast<Source*>(handle);
    const auto have = source.file.size() - std::min(source.at, source.file.size());
    const auto given = std::min(have, std::size_t(std::max<tmsize_t>(count, 0)));
    std::memcpy(to, source.file.data() + (have ? source.at : 0), given);
    source.at += given;
    return tmsize_t(given);
}

toff_t seekTo(std::size_t& at, std::size_t size, toff_t offset, int whence)
{
    const auto base = whence == SEEK_CUR ? at : whence == SEEK_END ? size : 0;
    at = base + std::size_t(offset);
    return toff_t(at);
}

toff_t seekSource(thandle_t handle, toff_t offset, int whence)
{
    auto& source = *static_cast<Source*>(handle);
    return seekTo(source.at, source.file.size(), offset, whence);
}

int closeSource(thandle_t handle)
{
    delete static_cast<Source*>(handle);
    return 0;
}

int mapSource(thandle_t handle, void** base, toff_t* size)
{
    const auto& source = *static_cast<Source*>(handle);
    *base = const_cast<std::uint8_t*>(source.file.data());
    *size = source.file.size();
    return 1;
}

tmsize_t readSink(thandle_t handle, void* to, tmsize_t count)
{
    auto& sink = *static_cast<TiffSink*>(handle);
    const auto have = sink.bytes.size() - std::min(sink.at, sink.bytes.size());
    const auto given = std::min(have, std::size_t(std::max<tmsize_t>(count, 0)));
    if (given > 0)
        std::memcpy(to, sink.bytes.data() + sink.at, given);
    sink.at += given;
    return tmsize_t(given);
}

tmsize_t writeSink(thandle_t handle, void* from, tmsize_t count)
{
    auto& sink = *static_cast<TiffSink*>(handle);
    const auto end = sink.at + std::size_t(count);
    if (sink.bytes.size() < end)
        sink.bytes.resize(end);
    std::memcpy(sink.bytes.data() + sink.at, from, std::size_t(count));
    sink.at = end;
    return count;
}

toff_t seekSink(thandle_t handle, toff_t offset, int whence)
{
    auto& sink = *static_cast<TiffSink*>(handle);
    return seekTo(sink.at, sink.bytes.size(), offset, whence);
}

toff_t sizeOfSource(thandle_t handle)
{
    return static_cast<Source*>(handle)->file.size();
}

toff_t sizeOfSink(thandle_t handle)
{
    return static_cast<TiffSink*>(handle)->bytes.size();
}

int say(TIFF*, void*, const char*, const char*, va_list)
{
    return 1;
}

struct Quiet
{
    TIFFOpenOptions* options = TIFFOpenOptionsAlloc();

    Quiet()
    {
        TIFFOpenOptionsSetErrorHandlerExtR(options, say, nullptr);
        TIFFOpenOptionsSetWarningHandlerExtR(options, say, nullptr);
    }
    Quiet(const Quiet&) = delete;
    ~Quiet() { TIFFOpenOptionsFree(options); }
};

} // namespace

Tiff openTiff(Bytes file)
{
    const Quiet quiet;
    auto* source = new Source{file};
    const auto ignoreWrite = [](thandle_t, void*, tmsize_t) { return tmsize_t(0); };
    auto* tiff = TIFFClientOpenExt(
        "memory", "r", source, readSource, ignoreWrite, seekSource, closeSource, sizeOfSource,
        mapSource, [](thandle_t, void*, toff_t) {}, quiet.options);
    if (!tiff)
        delete source;
    return Tiff(tiff, TIFFClose);
}

Tiff createTiff(TiffSink& sink, bool big)
{
    const Quiet quiet;
    return Tiff(TIFFClientOpenExt(
                    "memory", big ? "w8" : "w", &sink, readSink, writeSink, seekSink,
                    [](thandle_t) { return 0; }, sizeOfSink, nullptr, nullptr, quiet.options),
                TIFFClose);
}

} // namespace enogu
