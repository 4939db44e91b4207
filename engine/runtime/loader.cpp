// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/loader.h"

#include "engine/api/library.h"

namespace enogu {

std::unique_ptr<Engine> loadEngine(std::string* whyNot)
{
    using Create = Engine* (*)();
    const auto create =
        reinterpret_cast<Create>(openEntryPoint("libenogu_engine.so", "enoguCreateEngine", whyNot));
    if (!create)
        return nullptr;
    std::unique_ptr<Engine> engine(create());
    if (!engine && whyNot)
        *whyNot = "The engine could not be started; install Enogu again.";
    return engine;
}

} // namespace enogu
