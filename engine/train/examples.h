// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/diffusionoptions.h"
#include "engine/train/scenes/random.h"
#include "engine/train/trial.h"

#include <map>
#include <memory>

namespace enogu::core {

struct BaseModel;

/// What a step of latent diffusion learns from.
struct DiffusionBatch
{
    at::Tensor target; ///< [B, C, h, w] float32, unscaled
    at::Tensor source; ///< the same for instruction models; else undefined
    at::Tensor weight; ///< [B, 1, h, w] of the loss; undefined: 1
    std::vector<std::string> texts;

    std::int64_t size() const { return target.size(0); }
    DiffusionBatch slice(std::int64_t first, std::int64_t count) const;
};
/// The same from latents of single examples.
DiffusionBatch stacked(const std::vector<at::Tensor>& targets,
                       const std::vector<at::Tensor>& sources, std::vector<std::string> texts);

/// Where the examples of latent diffusion come from.
class Examples
{
public:
    virtual ~Examples() = default;

    /// Encodes one thing more that a step waits for; false: nothing is missing.
    virtual bool prepare(std::int64_t step) = 0;
    /// Chosen from what the step may see.
    virtual DiffusionBatch batch(Random& random, std::int64_t step, int count) const = 0;
    /// At most `count` that no batch shows, always the same.
    virtual DiffusionBatch heldOut(int count) const = 0;
    /// Of their texts, with how often each occurs, for a vocabulary.
    virtual std::map<std::string, std::size_t> words() const = 0;
    /// The first held-out edits with their true results; empty where these cannot be judged.
    virtual std::vector<Trial> trials(int) const { return {}; }
};

/// Pictures under captions, and edits: of the drawn world or of the folder that is named. `base`
/// must outlive them. Throws Error as PictureFolder does.
std::unique_ptr<Examples> captionExamples(const DiffusionOptions& options, const BaseModel& base);
std::unique_ptr<Examples> editExamples(const DiffusionOptions& options, const BaseModel& base);

} // namespace enogu::core
