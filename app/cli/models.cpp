// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/filenames.h"
#include "app/words/arguments.h"
#include "engine/runtime/loader.h"

#include <QJsonArray>
#include <QStandardPaths>

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu models [--json]                what is installed and found\n"
    "       enogu models inspect PATH [--json]   what a file, folder or hub model is\n"
    "\n"
    "Looks into the hub's cache (HF_HUB_CACHE, HF_HOME), the folders of ComfyUI (COMFYUI_PATH) "
    "and\n"
    "A1111 (SD_WEBUI_PATH), and Enogu's own folder of models; lists the rest of a disk never.\n";

QJsonArray partsOf(const ModelInfo& model)
{
    QJsonArray parts;
    for (const ModelPartInfo& part : model.parts)
        parts.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(part.name)},
                                 {QStringLiteral("class"), QString::fromStdString(part.className)},
                                 {QStringLiteral("parameters"), double(part.parameters)},
                                 {QStringLiteral("bytes"), double(part.bytes)}});
    return parts;
}

QJsonObject objectOf(const ModelInfo& model)
{
    QJsonObject object{{QStringLiteral("path"), QString::fromStdString(model.path)},
                       {QStringLiteral("kind"), QString::fromStdString(model.kind)},
                       {QStringLiteral("keyStyle"), QString::fromStdString(model.keyStyle)},
                       {QStringLiteral("licenceNote"), QString::fromStdString(model.licenceNote)},
                       {QStringLiteral("parameters"), double(model.parameters)},
                       {QStringLiteral("bytes"), double(model.bytes)},
                       {QStringLiteral("sizeMultiple"), model.sizeMultiple}};
    if (!model.parts.empty()) {
        object[QStringLiteral("predictionType")] = QString::fromStdString(model.predictionType);
        object[QStringLiteral("parts")] = partsOf(model);
    }
    return object;
}

QString textOf(const ModelInfo& model)
{
    QString text = QStringLiteral("%1\n  kind        %2\n")
                       .arg(QString::fromStdString(model.path), QString::fromStdString(model.kind));
    if (!model.keyStyle.empty())
        text += QStringLiteral("  keys        %1\n").arg(QString::fromStdString(model.keyStyle));
    text +=
        QStringLiteral("  parameters  %1\n  bytes       %2").arg(model.parameters).arg(model.bytes);
    if (model.parts.empty())
        text += QStringLiteral("\n  multiple    %1").arg(model.sizeMultiple);
    else
        text +=
            QStringLiteral("\n  prediction  %1").arg(QString::fromStdString(model.predictionType));
    for (const ModelPartInfo& part : model.parts)
        text += QStringLiteral("\n  %1 %2, %3 parameters, %4 bytes")
                    .arg(QString::fromStdString(part.name), -11)
                    .arg(QString::fromStdString(part.className))
                    .arg(part.parameters)
                    .arg(part.bytes);
    if (!model.licenceNote.empty())
        text += QStringLiteral("\n  rights      %1").arg(QString::fromStdString(model.licenceNote));
    return text;
}

/// The engine, or null after saying why.
std::unique_ptr<Engine> engineFor(Console& console, const QString& what)
{
    std::string whyNot;
    auto engine = loadEngine(&whyNot);
    if (!engine)
        console.fail(what, QString::fromStdString(whyNot));
    return engine;
}

int describe(Console& console, const std::string& style)
{
    const QString name = shown(style);
    const auto engine = engineFor(console, name);
    if (!engine)
        return 1;
    const auto model = engine->inspect(styleFrom(style));
    if (!model) {
        console.fail(name, QString::fromUtf8(model.error().what()));
        return 1;
    }
    console.say(textOf(model.value()).toStdString(), objectOf(model.value()));
    return 0;
}

/// Enogu's own folder of models.
std::vector<std::string> ownFolders()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return {(data + QStringLiteral("/models")).toStdString()};
}

int list(Console& console)
{
    const auto engine = engineFor(console, QStringLiteral("models"));
    if (!engine)
        return 1;
    for (const FoundModel& model : engine->findModels(ownFolders())) {
        const QString path = QString::fromStdString(model.path);
        const QString place = QString::fromStdString(model.place);
        const QString kind = QString::fromStdString(model.kind);
        console.say(model.path + "  (" + model.place + ", " + model.kind + ")",
                    {{QStringLiteral("path"), path},
                     {QStringLiteral("place"), place},
                     {QStringLiteral("kind"), kind},
                     {QStringLiteral("bytes"), double(model.bytes)}});
    }
    return 0;
}

int run(Console& console, const WordList& arguments)
{
    const Arguments given(arguments, {}, {"json", "help"});
    const WordList& words = given.positionals();
    if (words.empty())
        return list(console);
    if (words.front() == "inspect" && words.size() == 2 && !words[1].empty())
        return describe(console, words[1]);
    throw UsageError("Say models, or models inspect PATH.");
}

} // namespace

const Command kModels{"models", "list the models found; models inspect PATH describes one", kHelp,
                      run};

} // namespace enogu
