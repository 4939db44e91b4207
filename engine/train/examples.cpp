// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/examples.h"

#include "engine/train/basemodel.h"
#include "engine/train/folderexamples.h"
#include "engine/train/latentpool.h"
#include "engine/train/pictures.h"
#include "engine/train/scenes/words.h"
#include "engine/train/texts.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <optional>

namespace enogu::core {

namespace {

/// Families of drawn scenes, more with every step.
class DrawnExamples : public Examples
{
public:
    DrawnExamples(const DiffusionOptions& options, const BaseModel& base)
        : m_options(options),
          m_base(base),
          m_pool(poolOf(options, base), [this](std::size_t i) { return encoded(i); })
    {
    }

    bool prepare(std::int64_t step) override
    {
        if (m_pool.size() >= known(step))
            return false;
        m_pool.growTo(m_pool.size() + 1);
        return true;
    }

    std::map<std::string, std::size_t> words() const override { return wordsOfScenes(); }

protected:
    std::size_t known(std::int64_t step) const
    {
        return std::size_t(std::min<std::int64_t>(
            m_options.firstFamilies + step * m_options.freshPerStep, m_options.families));
    }
    const Family& family(std::size_t index) const
    {
        if (m_invented.size() <= index)
            m_invented.resize(index + 1);
        std::optional<Family>& known = m_invented[index];
        if (!known)
            known = inventFamily(m_options.run.seed * 0x100000001b3ULL + index, Split::Training);
        return *known;
    }
    at::Tensor latents(std::size_t index) const { return m_pool.latents(index); }
    int side() const { return m_options.side; }
    const BaseModel& base() const { return m_base; }

private:
    at::Tensor encoded(std::size_t index) const
    {
        std::vector<at::Tensor> pictures;
        for (const Canvas& canvas : drawScenes(family(index).variants, side(), side()))
            pictures.push_back(pictureOf(canvas));
        return m_base.encoded(at::stack(pictures));
    }

    DiffusionOptions m_options;
    const BaseModel& m_base;
    LatentPool m_pool;
    mutable std::vector<std::optional<Family>> m_invented; ///< when they were first asked for
};

class DrawnCaptions : public DrawnExamples
{
public:
    using DrawnExamples::DrawnExamples;

    DiffusionBatch batch(Random& random, std::int64_t step, int count) const override
    {
        std::vector<at::Tensor> targets;
        std::vector<std::string> texts;
        for (int i = 0; i < count; ++i) {
            const std::size_t index = std::size_t(random.below(int(known(step))));
            const auto& scenes = family(index).variants;
            const int variant = random.below(int(scenes.size()));
            targets.push_back(latents(index)[variant]);
            texts.push_back(captionOf(scenes[std::size_t(variant)], random));
        }
        return stacked(targets, {}, texts);
    }

    DiffusionBatch heldOut(int count) const override
    {
        Random random(5);
        std::vector<at::Tensor> targets;
        std::vector<std::string> texts;
        for (int i = 0; i < count; ++i) {
            const Scene scene = inventFamily(std::uint64_t(i), Split::HeldOut).variants[0];
            const at::Tensor picture = pictureOf(drawScene(scene, side(), side()));
            targets.push_back(base().encoded(picture.unsqueeze(0))[0]);
            texts.push_back(captionOf(scene, random));
        }
        return stacked(targets, {}, texts);
    }
};

class DrawnEdits : public DrawnExamples
{
public:
    using DrawnExamples::DrawnExamples;

    DiffusionBatch batch(Random& random, std::int64_t step, int count) const override
    {
        std::vector<at::Tensor> sources, targets;
        std::vector<std::string> texts;
        for (int i = 0; i < count; ++i) {
            const std::size_t index = std::size_t(random.below(int(known(step))));
            const int variants = int(family(index).variants.size());
            const int from = random.below(variants);
            const int to = (from + 1 + random.below(variants - 1)) % variants;
            sources.push_back(latents(index)[from]);
            targets.push_back(latents(index)[to]);
            texts.push_back(instructionOf(family(index), std::size_t(from), std::size_t(to), random,
                                          Split::Training));
        }
        return stacked(targets, sources, texts);
    }

    DiffusionBatch heldOut(int count) const override
    {
        std::vector<at::Tensor> sources, targets;
        std::vector<std::string> texts;
        for (int i = 0; i < count; ++i) {
            const Trial trial(i, side());
            const at::Tensor both = base().encoded(at::stack({trial.before, trial.truth}));
            sources.push_back(both[0]);
            targets.push_back(both[1]);
            texts.push_back(trial.instruction);
        }
        return stacked(targets, sources, texts);
    }

    std::vector<Trial> trials(int count) const override
    {
        std::vector<Trial> trials;
        for (int i = 0; i < count; ++i)
            trials.emplace_back(i, side());
        return trials;
    }
};

} // namespace

DiffusionBatch DiffusionBatch::slice(std::int64_t first, std::int64_t count) const
{
    count = std::min(count, size() - first);
    const auto cut = [&](const at::Tensor& all) {
        return all.defined() ? all.narrow(0, first, count) : all;
    };
    return {cut(target),
            cut(source),
            cut(weight),
            {texts.begin() + first, texts.begin() + first + count}};
}

DiffusionBatch stacked(const std::vector<at::Tensor>& targets,
                       const std::vector<at::Tensor>& sources, std::vector<std::string> texts)
{
    DiffusionBatch batch{at::stack(targets).to(at::kFloat), {}, {}, std::move(texts)};
    if (!sources.empty())
        batch.source = at::stack(sources).to(at::kFloat);
    return batch;
}

std::unique_ptr<Examples> captionExamples(const DiffusionOptions& options, const BaseModel& base)
{
    if (!options.own.folder.empty())
        return folderExamples(options, base, false);
    return std::make_unique<DrawnCaptions>(options, base);
}

std::unique_ptr<Examples> editExamples(const DiffusionOptions& options, const BaseModel& base)
{
    if (!options.own.folder.empty())
        return folderExamples(options, base, true);
    return std::make_unique<DrawnEdits>(options, base);
}

} // namespace enogu::core
