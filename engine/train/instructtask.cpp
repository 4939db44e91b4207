// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/instructtask.h"

#include "engine/train/metrics.h"
#include "engine/train/pictures.h"
#include "engine/train/scenes/words.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace enogu::core {

namespace {

constexpr int kTried = 24; ///< held-out edits whose success is measured

/// A held-out edit: families differ in kind by their index.
struct HeldOutEdit
{
    explicit HeldOutEdit(int index) : family(inventFamily(std::uint64_t(index), Split::HeldOut)) {}
    Canvas drawn(std::size_t variant, int side) const
    {
        return drawScene(family.variants[variant], side, side);
    }
    at::Tensor change(int side) const
    {
        const auto bytes = changeOf(family, 0, 1, side, side);
        return at::tensor(bytes, at::kByte).view({side, side}).ge(128);
    }
    Family family;
};

} // namespace

InstructTask::InstructTask(InstructOptions options)
    : DiffusionTask("instruct", options.diffusion, 8), m_instruct(std::move(options))
{
}

/// One number decides: text alone, both, image alone are left out in neighbouring ranges.
void InstructTask::drop(Random& random, DiffusionBatch& batch) const
{
    for (std::size_t i = 0; i < batch.texts.size(); ++i) {
        const double r = random.unit();
        const double text = m_instruct.dropText, both = text + m_instruct.dropBoth;
        if (r < both)
            batch.texts[i].clear();
        if (r >= text && r < both + m_instruct.dropImage)
            batch.source[std::int64_t(i)].zero_();
    }
}

DiffusionBatch InstructTask::batch(Random& random, std::size_t families, int count)
{
    DiffusionBatch batch;
    std::vector<at::Tensor> sources, targets;
    for (int i = 0; i < count; ++i) {
        const std::size_t index = std::size_t(random.below(int(families)));
        const Family& family = pool().family(index);
        const int variants = int(family.variants.size());
        const int from = random.below(variants);
        const int to = (from + 1 + random.below(variants - 1)) % variants;
        sources.push_back(pool().latents(index)[from]);
        targets.push_back(pool().latents(index)[to]);
        batch.texts.push_back(
            instructionOf(family, std::size_t(from), std::size_t(to), random, Split::Training));
    }
    batch.source = at::stack(sources).to(at::kFloat);
    batch.target = at::stack(targets).to(at::kFloat);
    const at::Tensor change = ((batch.target - batch.source) * base().scaling).abs().mean(1, true);
    batch.weight = 1 + m_instruct.changeWeight * (change * 2).clamp_max(1);
    drop(random, batch);
    return batch;
}

DiffusionBatch InstructTask::heldOut(int count)
{
    DiffusionBatch batch;
    Random random(5);
    std::vector<at::Tensor> sources, targets;
    for (int i = 0; i < count; ++i) {
        const HeldOutEdit edit(i);
        sources.push_back(pictureOf(edit.drawn(0, options().side)));
        targets.push_back(pictureOf(edit.drawn(1, options().side)));
        batch.texts.push_back(instructionOf(edit.family, 0, 1, random, Split::Training));
    }
    batch.source = base().encoded(at::stack(sources));
    batch.target = base().encoded(at::stack(targets));
    return batch;
}

std::map<std::string, double> InstructTask::measure()
{
    const at::NoGradGuard quiet;
    std::map<std::string, double> numbers = DiffusionTask::measure();
    const DiffusionBatch examples = heldOut(kTried);
    const at::Tensor made = sampledFrom(examples), best = base().decoded(examples.target);
    double right = 0, unchanged = 0;
    for (int i = 0; i < kTried; ++i) {
        const HeldOutEdit edit(i);
        const at::Tensor truth = pictureOf(edit.drawn(1, options().side)),
                         before = pictureOf(edit.drawn(0, options().side)),
                         change = edit.change(options().side);
        right += isRightEdit(made[i], truth, best[i], change) ? 1.0 / kTried : 0;
        unchanged += isRightEdit(before, truth, best[i], change) ? 1.0 / kTried : 0;
    }
    numbers["success"] = right;
    numbers["unchanged"] = unchanged;
    return numbers;
}

} // namespace enogu::core
