// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/runtime/frame.h"
#include "engine/runtime/modelshelf.h"
#include "engine/runtime/paces.h"

#include <optional>

namespace enogu {

/// Says what the Diffuser would do, without loading weights. One thread.
class Planner
{
public:
    /// Both must outlive it.
    Planner(ModelShelf& shelf, const Paces& paces) : m_shelf(shelf), m_paces(paces) {}

    /// Throws Error as the run would, as far as that shows beforehand.
    RunPlan plan(const Job& job, const Generate& recipe) { return planned(job, recipe); }
    RunPlan plan(const Job& job, const Instruct& recipe) { return planned(job, recipe); }
    /// Throws Error(WrongModelKind) for models without words.
    TextReach reach(const Generate& recipe, const std::string& text);
    TextReach reach(const Instruct& recipe, const std::string& text);
    void forget() { m_seen.reset(); }

private:
    template <typename Recipe>
    RunPlan planned(const Job& job, const Recipe& recipe);
    const Image& seenOf(const Image& photo, const Frame& frame);

    /// What a network was last said to see.
    struct Seen
    {
        Image photo;
        Extent shrunk, extended;
        Image image;
    };

    ModelShelf& m_shelf;
    const Paces& m_paces;
    std::optional<Seen> m_seen;
};

} // namespace enogu
