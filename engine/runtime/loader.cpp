// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/loader.h"

#include <array>
#include <dlfcn.h>
#include <filesystem>

namespace enogu {

namespace {

constexpr const char* kLibrary = "libenogu_engine.so";

std::filesystem::path findLibrary()
{
    std::error_code ignored;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    // beside the program; build/<preset>/app and build/<preset>/tests/<area>; installed
    constexpr std::array kPlaces{".", "../lib", "../../lib", "../lib/enogu"};
    for (const char* place : kPlaces) {
        const auto path = (folder / place / kLibrary).lexically_normal();
        if (std::filesystem::exists(path, ignored))
            return path;
    }
    return {};
}

} // namespace

void* openEngineLibrary(std::string* whyNot)
{
    static void* library = nullptr;
    if (library)
        return library;
    const auto path = findLibrary();
    if (path.empty()) {
        if (whyNot)
            *whyNot = std::string("The engine is not installed: ") + kLibrary +
                      " was not found; install Enogu again.";
        return nullptr;
    }
    library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library && whyNot) {
        const char* reason = dlerror();
        *whyNot = "The engine could not be loaded (" + std::string(reason ? reason : "unknown") +
                  "); install Enogu again.";
    }
    return library;
}

std::unique_ptr<Engine> loadEngine(std::string* whyNot)
{
    void* library = openEngineLibrary(whyNot);
    if (!library)
        return nullptr;
    using Create = Engine* (*)();
    const auto create = reinterpret_cast<Create>(dlsym(library, "enoguCreateEngine"));
    std::unique_ptr<Engine> engine(create ? create() : nullptr);
    if (!engine && whyNot)
        *whyNot = "The engine could not be started; install Enogu again.";
    return engine;
}

} // namespace enogu
