// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/loader.h"

#include "engine/api/library.h"

namespace enogu {

std::optional<Error> train(const TrainOptions& options, const TrainObserver& observer,
                           const std::stop_token& stop)
{
    std::string whyNot;
    using Train = void (*)(const TrainOptions&, const TrainObserver&, const std::stop_token&,
                           std::optional<Error>&);
    const auto entry =
        reinterpret_cast<Train>(openEntryPoint("libenogu_train.so", "enoguTrain", &whyNot));
    if (!entry)
        return Error(ErrorCode::EngineUnavailable, whyNot);
    std::optional<Error> fault;
    entry(options, observer, stop, fault);
    return fault;
}

} // namespace enogu
