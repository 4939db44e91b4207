// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/library.h"

#include <array>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <unistd.h>

namespace enogu {

namespace {

std::filesystem::path findLibrary(const std::string& name)
{
    std::error_code ignored;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    // beside the program; build/<preset>/app and build/<preset>/tests/<area>; installed
    constexpr std::array kPlaces{".", "../lib", "../../lib", "../lib/enogu"};
    for (const char* place : kPlaces) {
        const auto path = (folder / place / name).lexically_normal();
        if (std::filesystem::exists(path, ignored))
            return path;
    }
    return {};
}

constexpr const char* kSpins = "2000"; ///< some microseconds; GCC's own default is 300,000

} // namespace

void letWaitingThreadsSleep(char** argv)
{
    if (std::getenv("OMP_WAIT_POLICY") || std::getenv("GOMP_SPINCOUNT"))
        return;
    setenv("GOMP_SPINCOUNT", kSpins, 1);
    std::error_code ignored;
    execv(std::filesystem::read_symlink("/proc/self/exe", ignored).c_str(), argv);
}

void* openEntryPoint(const std::string& library, const char* entry, std::string* whyNot)
{
    const auto path = findLibrary(library);
    // deep binding: the system's BLAS, which OpenCV brings along, must not replace LibTorch's own
    constexpr int kHow = RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND;
    void* opened = path.empty() ? nullptr : dlopen(path.c_str(), kHow);
    void* address = opened ? dlsym(opened, entry) : nullptr;
    if (address || !whyNot)
        return address;
    const char* reason = path.empty() ? "it was not found" : dlerror();
    *whyNot = library + " could not be loaded (" + (reason ? reason : "unknown") +
              "); install Enogu again.";
    return nullptr;
}

} // namespace enogu
