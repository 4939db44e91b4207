// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"
#include "engine/pipelines/denoising.h"
#include "engine/runtime/frame.h"
#include "engine/runtime/modelshelf.h"

namespace enogu {

// What the recipes of diffusion models differ in; each question has an answer for each recipe.

/// Folders of bundledFile: the models that come with the product, to edit and to generate with.
inline constexpr const char* kEditPack = "playground";
inline constexpr const char* kGeneratePack = "playground-base";

/// The model that comes with the product for such recipes. Throws Error(MissingFile) where it is
/// not installed.
std::string bundledModel(const Generate& recipe);
std::string bundledModel(const Instruct& recipe);

/// Throws Error(BadArgument) for values outside of the ranges of recipe.h, and for a photo or a
/// mask that does not go with them.
void requireSane(const Job& job, const Generate& recipe);
void requireSane(const Job& job, const Instruct& recipe);

/// Throws Error for models that make something else; `name` is the model's. Reads no weights.
void requireKind(const ModelFolder& model, const std::string& name, const Generate& recipe);
void requireKind(const ModelFolder& model, const std::string& name, const Instruct& recipe);

/// The model that the recipe names, which must be of its kind. Throws Error as requireKind() and
/// ModelShelf::open() do.
const OpenedModel& openedFor(ModelShelf& shelf, const Generate& recipe);
const OpenedModel& openedFor(ModelShelf& shelf, const Instruct& recipe);

/// Throws Error(BadArgument) for models that the job's inputs do not go with.
void requireFit(const Job& job, const ModelShape& model, const Generate& recipe);
void requireFit(const Job& job, const ModelShape& model, const Instruct& recipe);

/// True where nothing has to be run to know that the photo stays as it is.
bool asksForNothing(const Generate& recipe);
bool asksForNothing(const Instruct& recipe);

/// True where a finished run leaves the photo as it is.
bool keepsPhoto(const Generate& recipe);
bool keepsPhoto(const Instruct& recipe);

Frame frameOf(const Job& job, const ModelShape& model, const Generate& recipe);
Frame frameOf(const Job& job, const ModelShape& model, const Instruct& recipe);

/// Network calls of a run. Throws Error(BadArgument) for what the sampler cannot follow.
std::int64_t callsOf(const Job& job, const OpenedModel& model, const Generate& recipe);
std::int64_t callsOf(const Job& job, const OpenedModel& model, const Instruct& recipe);

/// Rows of a network call.
std::int64_t rowsOf(const ModelShape& model, const Generate& recipe);
std::int64_t rowsOf(const ModelShape& model, const Instruct& recipe);

/// Their pipelines.
DiffusionResult painted(const DiffusionModel& model, const Generate& recipe,
                        const DiffusionInput& input, const DiffusionRun& how);
DiffusionResult painted(const DiffusionModel& model, const Instruct& recipe,
                        const DiffusionInput& input, const DiffusionRun& how);

} // namespace enogu
