// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/animeifycommand.h"

#include "app/cli/filenames.h"
#include "app/cli/results.h"
#include "engine/photo/colour.h"
#include "engine/runtime/loader.h"
#include "ui/document/recipejson.h"
#include "ui/errortext.h"

#include <QElapsedTimer>

#include <algorithm>

namespace enogu {

namespace {

namespace fs = std::filesystem;

/// The file's own name where its suffix can be written, else with .png.
fs::path nameInFolder(const fs::path& in)
{
    return isWritable(in) ? in.filename() : in.filename().replace_extension(".png");
}

/// What the model or the device did, so that every other photo would meet it too.
bool concernsEveryPhoto(ErrorCode code)
{
    return code == ErrorCode::BadModelFile || code == ErrorCode::WrongModelKind ||
           code == ErrorCode::MissingFile || code == ErrorCode::EngineUnavailable ||
           code == ErrorCode::BadArgument || code == ErrorCode::NoPermission;
}

} // namespace

AnimeifyCommand::AnimeifyCommand(const AnimeifyRequest& request, Console& console,
                                 std::stop_token stop)
    : m_request(request), m_console(console), m_stop(std::move(stop))
{
}

std::vector<fs::path> AnimeifyCommand::pathsInFolder() const
{
    std::vector<Path> paths;
    for (const Path& in : m_request.inputs) {
        const Path path = m_request.out / nameInFolder(in);
        if (std::ranges::count(paths, path) > 0)
            throw Error(ErrorCode::FileExists, "Two of the photos would be written to " +
                                                   path.filename().string() +
                                                   "; give them one at a time.");
        paths.push_back(path);
    }
    return paths;
}

std::vector<fs::path> AnimeifyCommand::outputPaths()
{
    const Path& out = m_request.out;
    std::error_code failed;
    const bool isFolder = fs::is_directory(out, failed);
    if (!isFolder && m_request.inputs.size() == 1 && out.has_filename()) {
        requireWritable(out, true);
        return {out};
    }
    const auto paths = pathsInFolder();
    if (isFolder)
        return paths;
    if (!fs::create_directories(out, failed) && failed)
        throw Error(ErrorCode::NoPermission,
                    "The folder " + out.string() +
                        " cannot be made; several photos need a folder as their last argument.");
    m_madeFolder = out;
    return paths;
}

Engine& AnimeifyCommand::engine()
{
    std::string whyNot;
    if (!m_engine)
        m_engine = loadEngine(&whyNot);
    if (!m_engine)
        throw Error(ErrorCode::EngineUnavailable, whyNot);
    return *m_engine;
}

Result AnimeifyCommand::painted(const Job& job, const Path& in)
{
    try {
        ProgressPrinter printer(m_console, shown(in));
        return valueOrThrow(engine().run(job, printer, m_stop));
    } catch (const Error& error) {
        m_hopeless = concernsEveryPhoto(error.code());
        throw;
    }
}

Image AnimeifyCommand::styled(const Path& in, const Image& photo)
{
    Job job{1, m_request.recipe, srgbFromPhoto(photo), m_request.device};
    job.wantsFlatLayer = false;
    const Result result = painted(job, in);
    m_device = result.device;
    m_recipe = result.recipe;
    for (const Notice notice : result.notices)
        m_console.warn(shown(in) + QLatin1String(": ") + sentenceOf(notice));
    return m_request.recipe.strength <= 0 ? photo : photoFromSrgb(result.image, photo);
}

void AnimeifyCommand::runOne(const Path& in, const Path& out)
{
    QElapsedTimer timer;
    timer.start();
    requireWritable(out, m_request.save.overwrite);
    const Photo photo = valueOrThrow(openPhoto(in, {m_request.huge}));
    for (const std::string& warning : photo.warnings)
        m_console.warn(QString::fromStdString(warning));
    const Photo picture{styled(in, photo.image), photo.metadata, photo.format, {}};
    if (m_stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "Stopped.");
    SaveOptions save = m_request.save;
    save.recipeJson = recipeFile({m_recipe}).toStdString();
    valueOrThrow(savePhoto(picture, out, save));
    m_console.say(out, {{QStringLiteral("event"), QStringLiteral("done")},
                        {QStringLiteral("file"), shown(in)},
                        {QStringLiteral("out"), shown(out)},
                        {QStringLiteral("seconds"), double(timer.elapsed()) / 1000},
                        {QStringLiteral("device"), QString::fromStdString(m_device)},
                        {QStringLiteral("recipe"), jsonFromRecipe(m_recipe)}});
}

void AnimeifyCommand::remember(const Path& in, const Error& error)
{
    if (m_failed++ > 0)
        return;
    m_firstFile = in;
    m_firstSentence = QString::fromUtf8(error.what());
}

int AnimeifyCommand::fail()
{
    if (m_failed > 1)
        m_firstSentence = QStringLiteral("%1 of %2 photos failed, the first: ")
                              .arg(m_failed)
                              .arg(m_request.inputs.size()) +
                          m_firstSentence;
    std::error_code notEmpty;
    if (!m_madeFolder.empty())
        fs::remove(m_madeFolder, notEmpty);
    m_console.fail(shown(m_firstFile), m_firstSentence);
    return kFailed;
}

void AnimeifyCommand::runAll()
{
    const auto outs = outputPaths();
    for (std::size_t i = 0; i < outs.size() && !m_hopeless && !m_stop.stop_requested(); ++i) {
        const Path& in = m_request.inputs[i];
        try {
            runOne(in, outs[i]);
        } catch (const Error& error) {
            remember(in, error);
        } catch (const std::bad_alloc&) {
            remember(in, Error(ErrorCode::OutOfMemory,
                               "Memory ran out; close other programs or choose a smaller photo."));
        } catch (const std::exception&) {
            remember(in, Error(ErrorCode::Internal, "The photo met a fault of the program; please "
                                                    "report it."));
        }
    }
}

int AnimeifyCommand::run()
{
    try {
        runAll();
    } catch (const Error& error) {
        remember(m_request.out, error);
    }
    if (m_stop.stop_requested())
        return kInterrupted;
    return m_failed > 0 ? fail() : 0;
}

} // namespace enogu
