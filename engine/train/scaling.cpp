// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scaling.h"

#include "engine/api/error.h"
#include "engine/train/basemodel.h"
#include "engine/train/modelwriter.h"
#include "engine/train/picturefolder.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace enogu::core {

std::optional<double> writeScalingFactor(const ScalingOptions& options,
                                         const TrainObserver& observer, const std::stop_token& stop)
{
    const at::NoGradGuard quiet;
    const BaseModel model = readBaseModel(options.folder, at::kFloat);
    const DrawPicture draw = pictureSource(options.own);
    Random random(options.seed);
    double sum = 0, squares = 0, count = 0;
    for (int i = 0; i < options.pictures; ++i) {
        if (stop.stop_requested())
            return std::nullopt;
        const at::Tensor latents =
            model.encoded(cropsOf(random, {1, options.side, options.side, 0}, draw))
                .to(at::kDouble);
        sum += latents.sum().item<double>();
        squares += latents.square().sum().item<double>();
        count += double(latents.numel());
        const double share = double(i + 1) / options.pictures;
        observer({"Encoding", i + 1, 0, share, -1});
    }
    const double mean = sum / count;
    const double factor = 1 / std::sqrt(squares / count - mean * mean);
    const std::filesystem::path file = options.folder / "vae" / "config.json";
    nlohmann::json config = nlohmann::json::parse(std::ifstream(file));
    config["scaling_factor"] = factor;
    writeJson(file, config);
    return factor;
}

} // namespace enogu::core
