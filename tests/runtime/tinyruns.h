// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "tests/support/recorder.h"

#include <QTemporaryDir>

#include <memory>

namespace enogu::tests {

constexpr int kSteps = 5; ///< of every job here

Diffusion& diffusionOf(Job& job);
/// Bit for bit.
bool sameState(const LatentState& a, const LatentState& b);

/// Runs of tiny models with counted weights on one engine, in float32, with every step shown
/// through the decoder.
class TinyRuns
{
protected:
    void begin(); ///< before the first run

    /// "words", "photo", "masked", "inpaint" (by a model that takes the mask), "pixels" (by a model
    /// without latents and words), "edit".
    Job jobOf(const QByteArray& what) const;
    /// The same, from a step of another run on.
    Job from(const Job& job, const Step& step) const;

    /// Ends the program where the run fails.
    Result run(const Job& job);
    Result run(const Job& job, Recorder& recorder); ///< forgets what was recorded before

    std::unique_ptr<Engine> m_engine;

private:
    std::string path(const char* name) const;

    QTemporaryDir m_folder;
};

} // namespace enogu::tests
