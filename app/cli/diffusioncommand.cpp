// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diffusioncommand.h"

#include "app/cli/filenames.h"
#include "app/cli/stepfiles.h"
#include "engine/photo/colour.h"
#include "engine/runtime/loader.h"
#include "ui/document/recipejson.h"
#include "ui/errortext.h"

#include <QElapsedTimer>
#include <set>

namespace enogu {

namespace {

namespace fs = std::filesystem;

/// The file that a name stands for, whether it exists or not.
fs::path placeOf(const fs::path& path)
{
    std::error_code ignored;
    return path.empty() ? path : fs::weakly_canonical(fs::absolute(path, ignored), ignored);
}

} // namespace

DiffusionCommand::DiffusionCommand(const DiffusionRequest& request, Console& console,
                                   std::stop_token stop)
    : m_request(request), m_console(console), m_stop(std::move(stop))
{
}

/// Before anything is loaded: a run may take minutes.
void DiffusionCommand::requireFreeNames() const
{
    requireWritable(m_request.out, m_request.save.overwrite);
    if (!m_request.contactSheet.empty())
        requireWritable(m_request.contactSheet, m_request.save.overwrite);
    requireDistinctNames();
    for (const fs::path& path : {m_request.trace, m_request.recipeFile}) {
        if (!path.empty())
            requireFree(path, m_request.save.overwrite);
    }
}

/// No result takes the place of another one, or of what is read; only OUT may replace the photo.
void DiffusionCommand::requireDistinctNames() const
{
    requireFolder(m_request.out);
    std::set<fs::path> taken;
    for (const fs::path& path : {m_request.out, m_request.in, m_request.mask, m_request.noise})
        taken.insert(placeOf(path));
    for (const fs::path& path : {m_request.contactSheet, m_request.trace, m_request.recipeFile}) {
        if (path.empty())
            continue;
        requireFolder(path);
        if (!taken.insert(placeOf(path)).second)
            throw Error(ErrorCode::BadArgument,
                        path.string() + " is named twice; give each result a name of its own.");
    }
}

Result DiffusionCommand::painted(const Job& job)
{
    std::string whyNot;
    const auto engine = loadEngine(&whyNot);
    if (!engine)
        throw Error(ErrorCode::EngineUnavailable, whyNot);
    StepFiles files(m_console, shown(m_request.out),
                    {m_request.steps, m_request.contactSheet, m_request.save.overwrite});
    Result result = valueOrThrow(engine->run(job, files, m_stop));
    files.finish();
    return result;
}

void DiffusionCommand::save(const Result& result, const std::optional<Photo>& photo,
                            const Job& job) const
{
    Photo picture{result.image, nullptr, "PNG", {}};
    if (photo)
        picture = {photoFromEdited(result.image, *job.input, photo->image),
                   photo->metadata,
                   photo->format,
                   {}};
    const QByteArray recipe = recipeFile({result.recipe});
    SaveOptions how = m_request.save;
    how.recipeJson = recipe.toStdString();
    valueOrThrow(savePhoto(picture, m_request.out, how));
    if (!m_request.recipeFile.empty())
        writeRecipe(m_request.recipeFile, recipe);
}

void DiffusionCommand::paint()
{
    QElapsedTimer timer;
    timer.start();
    requireFreeNames();
    std::optional<Photo> photo;
    Job job{1, m_request.recipe, std::nullopt, m_request.device};
    if (!m_request.in.empty()) {
        photo = openedPhoto(m_request.in, m_request.huge, m_console);
        job.input = srgbFromPhoto(photo->image);
    }
    if (!m_request.mask.empty())
        job.mask = openedMask(m_request.mask, m_request.huge, job.input->extent());
    job.noise = m_request.noise;
    job.trace = m_request.trace;
    if (!m_request.steps.empty() || !m_request.contactSheet.empty())
        job.steps = StepDetail::Full;
    const Result result = painted(job);
    for (const Notice notice : result.notices)
        m_console.warn(sentenceOf(notice));
    if (m_stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "Stopped.");
    save(result, photo, job);
    m_console.say(m_request.out, {{QStringLiteral("event"), QStringLiteral("done")},
                                  {QStringLiteral("out"), shown(m_request.out)},
                                  {QStringLiteral("seconds"), double(timer.elapsed()) / 1000},
                                  {QStringLiteral("device"), QString::fromStdString(result.device)},
                                  {QStringLiteral("recipe"), jsonFromRecipe(result.recipe)}});
}

int DiffusionCommand::run()
{
    return statusOf(m_console, m_request.out, m_stop, [this] { paint(); });
}

} // namespace enogu
