// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/replaycommand.h"

#include "app/cli/filenames.h"
#include "app/cli/results.h"
#include "engine/photo/colour.h"
#include "engine/runtime/loader.h"
#include "ui/document/geometry.h"
#include "ui/document/recipejson.h"

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
Diffusion* diffusionOf(EditRecipe& recipe)
{
    if (auto* generate = std::get_if<Generate>(&recipe))
        return generate;
    return std::get_if<Instruct>(&recipe);
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
    Job job{++m_job, std::move(recipe), std::nullopt, m_request.device};
    job.wantsFlatLayer = false;
    job.sameWeights = m_request.sameWeights;
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

EditRecipe ReplayCommand::edit(EditRecipe recipe)
{
    if (Diffusion* diffusion = diffusionOf(recipe); diffusion && !m_request.model.empty())
        diffusion->model = m_request.model;
    const auto* generate = std::get_if<Generate>(&recipe);
    const bool fromWords = generate && generate->begunWith == BegunWith::Words;
    if (fromWords && m_image)
        throw Error(ErrorCode::BadArgument, "It begins with words alone; name no photo.");
    if (!fromWords && !m_image)
        throw Error(ErrorCode::BadArgument, "It begins with a photo; name one before OUT.");
    if (isGeometry(recipe)) {
        m_image = withGeometry(*m_image, recipe);
        return recipe;
    }
    const Job job = jobOf(std::move(recipe));
    ProgressPrinter printer(m_console, shown(m_request.out));
    const Result result = valueOrThrow(engine().run(job, printer, m_stop));
    for (const std::string& notice : result.notices)
        m_console.warn(QString::fromStdString(notice));
    m_image = m_image ? formed(result, job, *m_image) : result.image;
    return result.recipe;
}

void ReplayCommand::replay()
{
    QElapsedTimer timer;
    timer.start();
    requireFolder(m_request.out);
    requireWritable(m_request.out, m_request.save.overwrite);
    const std::vector<EditRecipe> recipes = recipesIn(m_request.recipe);
    Photo photo{Image({1, 1}, Channels::Rgb, Depth::U8, {0, 0, 0}), nullptr, "PNG", {}};
    if (!m_request.in.empty()) {
        photo = openedPhoto(m_request.in, m_request.huge, m_console);
        m_image = photo.image;
    }
    std::vector<EditRecipe> done;
    for (const EditRecipe& recipe : recipes) {
        try {
            done.push_back(edit(recipe));
        } catch (const Error& error) {
            throw Error(error.code(), "Edit " + std::to_string(done.size() + 1) + " of " +
                                          m_request.recipe.filename().string() + ": " +
                                          error.what());
        }
    }
    if (m_stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "Stopped.");
    if (!m_image)
        throw Error(ErrorCode::BadArgument, "The recipe " + m_request.recipe.filename().string() +
                                                " holds no edits; name a photo to be copied.");
    if (!m_request.mask.empty() && !m_usedMask)
        m_console.warn(QStringLiteral("The mask was not used: no edit was made with one."));
    SaveOptions save = m_request.save;
    save.recipeJson = recipeFile(done).toStdString();
    valueOrThrow(savePhoto({*m_image, photo.metadata, photo.format, {}}, m_request.out, save));
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
