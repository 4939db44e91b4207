// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/run.h"

#include <string>

namespace enogu::core {

/// Facts about a network that its runner needs.
struct GeneratorTraits
{
    std::string name;        ///< e.g. "AnimeGAN v2"
    int sizeMultiple = 4;    ///< both sides of the input are multiples of it
    int receptiveRadius = 0; ///< pixels around an output pixel that it depends on, statistics apart
    bool hasNorms = true;    ///< whole-picture statistics exist: tiles need a NormTape
    double macsPerPixel = 0;
    double peakChannels = 0; ///< most activation values per picture pixel held at once
    int leastSide = 16;      ///< of the input: less would be too little to mirror inside

    /// Bytes of memory per picture pixel at the peak, input and output pictures included.
    double peakBytesPerPixel(at::ScalarType dtype) const
    {
        return peakChannels * double(at::elementSize(dtype)) + 30;
    }
};

/// A network that turns a photo into an anime picture. Immutable: any number of threads may share
/// it.
class Generator
{
public:
    virtual ~Generator() = default;
    /// [1, 3, H, W] float32 RGB in [−1, 1], sides multiples of traits().sizeMultiple and at least
    /// traits().leastSide → the same shape, float32 RGB, about [−1, 1]. Call inside
    /// at::InferenceMode.
    virtual at::Tensor forward(const at::Tensor& x, Run& run) const = 0;
    virtual const GeneratorTraits& traits() const = 0;
};

} // namespace enogu::core
