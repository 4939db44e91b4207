// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/quality.h"

#include "engine/api/error.h"
#include "engine/nn/cpufeatures.h"
#include "engine/pipelines/instruct.h"
#include "engine/train/metrics.h"
#include "engine/train/trial.h"
#include "engine/weights/schedulerconfig.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <map>

namespace enogu {

using core::psnrOf;
using core::Trial;

namespace {

constexpr double kMemory = 8e9; ///< more than so small a model can fill

at::Tensor edited(const DiffusionModel& model, const Trial& trial, int seed,
                  const QualityBenchOptions& options)
{
    Instruct recipe;
    recipe.instruction = trial.instruction;
    recipe.steps = options.steps;
    recipe.textGuidance = options.textGuidance;
    recipe.imageGuidance = options.imageGuidance;
    recipe = advised(recipe, model.folder.advice());
    const std::int64_t factor = Codec(model).factor();
    Noises noise(seededNoise(std::uint64_t(seed), {1, model.latentChannels(), options.size / factor,
                                                   options.size / factor}));
    const auto sampler = samplerConfigFor(model.folder.scheduler(), "dpmpp_2m_karras");
    const DiffusionInput input{options.size, options.size, trial.before.unsqueeze(0), {}};
    return instruct(model, sampler, recipe, input, {&noise, nullptr, kMemory, {}, {}, {}})
        .pictures[0];
}

at::Tensor throughCodec(const DiffusionModel& model, const at::Tensor& picture)
{
    const Codec codec(model);
    return codec.pictureFromLatent(codec.latentFromPicture(picture.unsqueeze(0), {}))
        .clamp(-1, 1)[0];
}

/// Sums of a group, then means.
class Group
{
public:
    void add(const Trial& trial, const at::Tensor& made, const at::Tensor& best)
    {
        ++m_row.count;
        m_row.success += core::isRightEdit(made, trial.truth, best, trial.change);
        m_row.unchanged += core::isRightEdit(trial.before, trial.truth, best, trial.change);
        m_row.best += core::isRightEdit(best, trial.truth, best, trial.change);
        m_row.psnrInside += psnrOf(made, trial.truth, trial.change);
        const at::Tensor around = trial.change.logical_not();
        if (around.any().item<bool>()) {
            m_row.psnrOutside += psnrOf(made, trial.truth, around);
            ++m_around;
        }
        m_row.psnrVae += psnrOf(best, trial.truth);
    }

    QualityBenchRow mean(const std::string& name) const
    {
        QualityBenchRow row = m_row;
        row.name = name;
        for (double* sum : {&row.success, &row.unchanged, &row.best, &row.psnrInside, &row.psnrVae})
            *sum /= row.count;
        row.psnrOutside /= std::max(m_around, 1);
        return row;
    }

private:
    QualityBenchRow m_row;
    int m_around = 0; ///< edits that leave something as it is
};

} // namespace

void measureQuality(const QualityBenchOptions& options, const QualityBenchObserver& observer,
                    const std::stop_token& stop)
{
    const c10::InferenceMode inference;
    if (options.threads > 0)
        at::set_num_threads(options.threads);
    const at::ScalarType dtype = core::hasFastBfloat16() ? at::kBFloat16 : at::kFloat;
    const DiffusionModel model =
        loadDiffusionModel(ModelFolder::open(options.model), options.model, dtype, at::kCPU);
    if (model.inChannels() != 2 * model.latentChannels())
        throw Error(ErrorCode::WrongModelKind,
                    options.model + " does not follow instructions; name a model for edit.");
    std::map<std::string, Group> groups;
    for (int i = 0; i < options.count; ++i) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, "Stopped.");
        const Trial trial(i, options.size);
        observer({trial.instruction, double(i) / options.count, {}});
        const at::Tensor made = edited(model, trial, i, options);
        const at::Tensor best = throughCodec(model, trial.truth);
        for (const std::string& group : trial.groups())
            groups[group].add(trial, made, best);
    }
    for (const auto& [name, group] : groups)
        observer({name, 1, group.mean(name)});
}

} // namespace enogu
