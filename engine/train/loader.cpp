// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/loader.h"

#include "engine/api/library.h"

namespace enogu {

std::optional<Error> trainCel(const CelOptions& options, const CelObserver& observer,
                              const std::stop_token& stop)
{
    std::string whyNot;
    using Train = void (*)(const CelOptions&, const CelObserver&, const std::stop_token&,
                           std::optional<Error>&);
    const auto train =
        reinterpret_cast<Train>(openEntryPoint("libenogu_train.so", "enoguTrainCel", &whyNot));
    if (!train)
        return Error(ErrorCode::EngineUnavailable, whyNot);
    std::optional<Error> fault;
    train(options, observer, stop, fault);
    return fault;
}

} // namespace enogu
