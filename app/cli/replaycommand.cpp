// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/replaycommand.h"

#include "app/cli/filenames.h"
#include "app/cli/results.h"
#include "engine/photo/colour.h"
#include "engine/runtime/loader.h"
#include "ui/document/geometry.h"
#include "ui/document/keptchanges.h"
#include "ui/document/recipejson.h"
#include "ui/errortext.h"

#include <QElapsedTimer>
#include <QFile>
#include <QImage>

namespace enogu {

namespace {

namespace fs = std::filesystem;

constexpr qint64 kMostBytes = (1 << 20) + 1; ///< one more than a recipe may have

/// What a file says: a PNG's own recipe, else its bytes.
QByteArray recipeTextIn(const fs::path& path)
{
    const QString name = QFile::decodeName(path.c_str());
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        throw Error(ErrorCode::MissingFile,
                    "The recipe " + path.string() + " cannot be read; check its name.");
    const QByteArray bytes = file.read(kMostBytes);
    if (!bytes.startsWith("\x89PNG"))
        return bytes;
    const QByteArray text = QImage(name).text(QStringLiteral("Enogu recipe")).toUtf8();
    if (text.isEmpty())
        throw Error(ErrorCode::BadArgument,
                    "The picture " + path.filename().string() + " holds no recipe of Enogu.");
    return text;
}

std::vector<EditRecipe> recipesIn(const fs::path& path)
{
    auto read = readRecipeFile(recipeTextIn(path));
    if (!read)
        throw Error(read.error().code(),
                    "The recipe " + path.filename().string() + ": " + read.error().what());
    return std::move(read).value();
}

/// How a diffusion model is run; null for the other edits.
const Diffusion* diffusionOf(const EditRecipe& recipe)
{
    if (const auto* generate = std::get_if<Generate>(&recipe))
        return generate;
    return std::get_if<Instruct>(&recipe);
}

Diffusion* diffusionOf(EditRecipe& recipe)
{
    return const_cast<Diffusion*>(diffusionOf(std::as_const(recipe)));
}

/// The result in the form of what it was made from.
Image formed(const Result& result, const Job& job, const Image& before)
{
    if (const auto* style = std::get_if<Animeify>(&job.recipe))
        return style->strength <= 0 ? before : photoFromSrgb(result.image, before);
    return photoFromEdited(result.image, *job.input, before);
}

} // namespace

ReplayCommand::ReplayCommand(const ReplayRequest& request, Console& console, std::stop_token stop)
    : m_request(request), m_console(console), m_stop(std::move(stop))
{
}

ReplayCommand::~ReplayCommand() = default;

Engine& ReplayCommand::engine()
{
    std::string whyNot;
    if (!m_engine)
        m_engine = loadEngine(&whyNot);
    if (!m_engine)
        throw Error(ErrorCode::EngineUnavailable, whyNot);
    return *m_engine;
}

Job ReplayCommand::jobOf(EditRecipe recipe)
{
    const Diffusion* diffusion = diffusionOf(recipe);
    const BegunWith begun = diffusion ? diffusion->begunWith : BegunWith::Photo;
    const int fromStep = diffusion ? diffusion->fromStep : 0;
    Job job{++m_job, std::move(recipe), std::nullopt, m_request.device};
    job.wantsFlatLayer = false;
    job.sameWeights = m_request.sameWeights;
    job.from = fromStep > 0 ? m_state : nullptr;
    if (fromStep > 0 && !m_state)
        throw Error(ErrorCode::BadArgument,
                    "It goes on from a step of an edit that does not stand before it.");
    if (begun == BegunWith::Words)
        return job;
    job.input = srgbFromPhoto(*m_image);
    if (begun == BegunWith::MaskedPhoto && m_request.mask.empty())
        throw Error(ErrorCode::BadArgument, "It was made with a mask; name it with --mask.");
    if (begun == BegunWith::MaskedPhoto) {
        job.mask = openedMask(m_request.mask, m_request.huge, job.input->extent());
        m_usedMask = true;
    }
    return job;
}

Result ReplayCommand::made(const Job& job)
{
    ProgressPrinter printer(m_console, shown(m_request.out));
    Result result = valueOrThrow(engine().run(job, printer, m_stop));
    for (const Notice notice : result.notices)
        m_console.warn(sentenceOf(notice));
    return result;
}

bool ReplayCommand::editHere(const EditRecipe& recipe)
{
    const auto* keep = std::get_if<KeepChanges>(&recipe);
    if (keep && !m_before)
        throw Error(ErrorCode::BadArgument,
                    "It keeps what an edit changed that does not stand before it.");
    if (keep)
        m_image = withKeptChanges(*m_before, *m_image, *keep);
    else if (isGeometry(recipe))
        m_before = std::exchange(m_image, withGeometry(*m_image, recipe));
    return keep || isGeometry(recipe);
}

EditRecipe ReplayCommand::edit(EditRecipe recipe, int stepOfNext)
{
    Diffusion* diffusion = diffusionOf(recipe);
    if (diffusion && !m_request.model.empty())
        diffusion->model = m_request.model;
    const auto* generate = std::get_if<Generate>(&recipe);
    const bool fromWords = generate && generate->begunWith == BegunWith::Words;
    if (fromWords && m_image)
        throw Error(ErrorCode::BadArgument, "It begins with words alone; name no photo.");
    if (!fromWords && !m_image)
        throw Error(ErrorCode::BadArgument, "It begins with a photo; name one before OUT.");
    if (stepOfNext > 0 && !diffusion)
        throw Error(ErrorCode::BadArgument, "It has no steps that the next edit could go on from.");
    if (editHere(recipe))
        return recipe;
    const int keepStep = diffusion ? diffusion->keepStep : 0;
    if (stepOfNext > 0)
        diffusion->keepStep = stepOfNext;
    Job job = jobOf(std::move(recipe));
    Result result = made(job);
    m_state = stepOfNext > 0 ? result.state : nullptr;
    if (stepOfNext > 0)
        diffusionOf(result.recipe)->keepStep = keepStep;
    else
        m_before = std::exchange(m_image, m_image ? formed(result, job, *m_image) : result.image);
    return std::move(result.recipe);
}

/// Those of the file, and the branch.
std::vector<EditRecipe> ReplayCommand::recipes() const
{
    std::vector<EditRecipe> all = recipesIn(m_request.recipe);
    if (m_request.branch && all.empty())
        throw Error(ErrorCode::BadArgument, "The recipe " + m_request.recipe.filename().string() +
                                                " holds no edit to go on from.");
    if (m_request.branch)
        all.push_back(m_request.branch(all.back()));
    return all;
}

std::vector<EditRecipe> ReplayCommand::edited(const std::vector<EditRecipe>& all)
{
    std::vector<EditRecipe> done;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Diffusion* next = i + 1 < all.size() ? diffusionOf(all[i + 1]) : nullptr;
        try {
            done.push_back(edit(all[i], next ? next->fromStep : 0));
        } catch (const Error& error) {
            throw Error(error.code(), "Edit " + std::to_string(done.size() + 1) + " of " +
                                          m_request.recipe.filename().string() + ": " +
                                          error.what());
        }
    }
    return done;
}

void ReplayCommand::replay()
{
    QElapsedTimer timer;
    timer.start();
    requireFolder(m_request.out);
    requireWritable(m_request.out, m_request.save.overwrite);
    if (!m_request.recipeFile.empty())
        requireFree(m_request.recipeFile, m_request.save.overwrite);
    const std::vector<EditRecipe> all = recipes();
    Photo photo{Image({1, 1}, Channels::Rgb, Depth::U8, {0, 0, 0}), nullptr, "PNG", {}};
    if (!m_request.in.empty()) {
        photo = openedPhoto(m_request.in, m_request.huge, m_console);
        m_image = photo.image;
    }
    const std::vector<EditRecipe> done = edited(all);
    if (m_stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "Stopped.");
    if (!m_image)
        throw Error(ErrorCode::BadArgument, "The recipe " + m_request.recipe.filename().string() +
                                                " holds no edits; name a photo to be copied.");
    if (!m_request.mask.empty() && !m_usedMask)
        m_console.warn(QStringLiteral("The mask was not used: no edit was made with one."));
    SaveOptions save = m_request.save;
    const QByteArray file = recipeFile(done);
    save.recipeJson = file.toStdString();
    valueOrThrow(savePhoto({*m_image, photo.metadata, photo.format, {}}, m_request.out, save));
    if (!m_request.recipeFile.empty())
        writeRecipe(m_request.recipeFile, file);
    m_console.say(m_request.out, {{QStringLiteral("event"), QStringLiteral("done")},
                                  {QStringLiteral("out"), shown(m_request.out)},
                                  {QStringLiteral("edits"), int(done.size())},
                                  {QStringLiteral("seconds"), double(timer.elapsed()) / 1000}});
}

int ReplayCommand::run()
{
    return statusOf(m_console, m_request.out, m_stop, [this] { replay(); });
}

} // namespace enogu
