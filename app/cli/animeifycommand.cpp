// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/animeifycommand.h"

#include "engine/photo/colour.h"
#include "engine/runtime/loader.h"
#include "ui/document/recipejson.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

namespace enogu {

namespace {

constexpr int kFailed = 1;
constexpr int kInterrupted = 130;

const QStringList& writableSuffixes()
{
    static const QStringList suffixes =
        QStringLiteral("png jpg jpeg webp tif tiff").split(QLatin1Char(' '));
    return suffixes;
}

bool isWritable(const QString& path)
{
    return writableSuffixes().contains(QFileInfo(path).suffix().toLower());
}

std::filesystem::path pathOf(const QString& name)
{
    return std::filesystem::path(QFile::encodeName(name).toStdString());
}

/// The file's own name where its suffix can be written, else with .png.
QString nameInFolder(const QString& in)
{
    const QFileInfo file(in);
    return isWritable(in) ? file.fileName() : file.completeBaseName() + QLatin1String(".png");
}

class ProgressPrinter : public Observer
{
public:
    ProgressPrinter(Console& console, QString file) : m_console(console), m_file(std::move(file)) {}
    void onProgress(const Progress& progress) override { m_console.showProgress(m_file, progress); }
    void onPreview(const Preview&) override {}

private:
    Console& m_console;
    QString m_file;
};

template <typename T>
T valueOrThrow(Outcome<T> outcome)
{
    if (!outcome)
        throw outcome.error();
    return std::move(outcome).value();
}

} // namespace

AnimeifyCommand::AnimeifyCommand(const AnimeifyRequest& request, Console& console,
                                 std::stop_token stop)
    : m_request(request), m_console(console), m_stop(std::move(stop))
{
}

QStringList AnimeifyCommand::outputPaths() const
{
    const QFileInfo out(m_request.out);
    const bool folder =
        m_request.inputs.size() > 1 || out.isDir() || m_request.out.endsWith(QLatin1Char('/'));
    if (!folder && !isWritable(m_request.out))
        throw Error(ErrorCode::UnsupportedFormat,
                    "A picture cannot be written as " + out.fileName().toStdString() +
                        "; choose a name that ends in .png, .jpg, .webp or .tif.");
    if (!folder)
        return {m_request.out};
    if ((out.exists() && !out.isDir()) || !QDir().mkpath(m_request.out))
        throw Error(ErrorCode::NoPermission,
                    "The folder " + m_request.out.toStdString() +
                        " cannot be made; several photos need a folder as their last argument.");
    QStringList paths;
    for (const QString& in : m_request.inputs) {
        const QString path = QDir(m_request.out).filePath(nameInFolder(in));
        if (paths.contains(path))
            throw Error(ErrorCode::FileExists, "Two of the photos would be written to " +
                                                   path.toStdString() +
                                                   "; give them one at a time.");
        paths.append(path);
    }
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

Image AnimeifyCommand::styled(const QString& in, const Image& photo)
{
    Job job{1, m_request.recipe, srgbFromPhoto(photo), m_request.device.toStdString(), true};
    ProgressPrinter printer(m_console, in);
    Result result = valueOrThrow(engine().run(job, printer, m_stop));
    m_device = result.device;
    m_recipe = result.recipe;
    for (const std::string& notice : result.notices)
        m_console.warn(in + QLatin1String(": ") + QString::fromStdString(notice));
    return m_request.recipe.strength <= 0 ? photo : photoFromSrgb(result.image, photo);
}

void AnimeifyCommand::runOne(const QString& in, const QString& out)
{
    QElapsedTimer timer;
    timer.start();
    if (!m_request.save.overwrite && QFileInfo::exists(out))
        throw Error(ErrorCode::FileExists,
                    out.toStdString() + " exists already; add --overwrite to replace it.");
    const Photo photo = valueOrThrow(openPhoto(pathOf(in), {m_request.huge}));
    for (const std::string& warning : photo.warnings)
        m_console.warn(QString::fromStdString(warning));
    const Photo picture{styled(in, photo.image), photo.metadata, photo.format, {}};
    if (m_stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "Stopped.");
    SaveOptions save = m_request.save;
    save.recipeJson = recipeFile({m_recipe}).toStdString();
    valueOrThrow(savePhoto(picture, pathOf(out), save));
    m_console.say(out, {{QStringLiteral("event"), QStringLiteral("done")},
                        {QStringLiteral("file"), in},
                        {QStringLiteral("out"), out},
                        {QStringLiteral("seconds"), double(timer.elapsed()) / 1000},
                        {QStringLiteral("device"), QString::fromStdString(m_device)},
                        {QStringLiteral("recipe"), jsonFromRecipe(m_recipe)}});
}

void AnimeifyCommand::remember(const QString& in, const Error& error)
{
    if (m_failed++ > 0)
        return;
    m_firstFile = in;
    m_firstSentence = QString::fromUtf8(error.what());
}

int AnimeifyCommand::run()
{
    try {
        const QStringList outs = outputPaths();
        for (qsizetype i = 0; i < outs.size() && !m_stop.stop_requested(); ++i) {
            try {
                runOne(m_request.inputs.at(i), outs.at(i));
            } catch (const Error& error) {
                if (error.code() == ErrorCode::Cancelled)
                    return kInterrupted;
                remember(m_request.inputs.at(i), error);
            }
        }
    } catch (const Error& error) {
        remember(m_request.out, error);
    } catch (const std::bad_alloc&) {
        remember(m_request.inputs.first(), Error(ErrorCode::OutOfMemory, "Memory ran out."));
    }
    if (m_stop.stop_requested())
        return kInterrupted;
    if (m_failed == 0)
        return 0;
    if (m_failed > 1)
        m_firstSentence = QStringLiteral("%1 of %2 photos failed, the first: ")
                              .arg(m_failed)
                              .arg(m_request.inputs.size()) +
                          m_firstSentence;
    m_console.fail(m_firstFile, m_firstSentence);
    return kFailed;
}

} // namespace enogu
