// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/filenames.h"
#include "engine/runtime/loader.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu models [--json]                what is installed\n"
    "       enogu models inspect PATH [--json]   what a file or folder is\n";

QJsonObject objectOf(const ModelInfo& model)
{
    return {{QStringLiteral("path"), QString::fromStdString(model.path)},
            {QStringLiteral("kind"), QString::fromStdString(model.kind)},
            {QStringLiteral("keyStyle"), QString::fromStdString(model.keyStyle)},
            {QStringLiteral("licenceNote"), QString::fromStdString(model.licenceNote)},
            {QStringLiteral("parameters"), double(model.parameters)},
            {QStringLiteral("bytes"), double(model.bytes)},
            {QStringLiteral("sizeMultiple"), model.sizeMultiple}};
}

QString textOf(const ModelInfo& model)
{
    QString text = QStringLiteral("%1\n  kind        %2\n")
                       .arg(QString::fromStdString(model.path), QString::fromStdString(model.kind));
    if (!model.keyStyle.empty())
        text += QStringLiteral("  keys        %1\n").arg(QString::fromStdString(model.keyStyle));
    text += QStringLiteral("  parameters  %1\n  bytes       %2\n  multiple    %3")
                .arg(model.parameters)
                .arg(model.bytes)
                .arg(model.sizeMultiple);
    if (!model.licenceNote.empty())
        text += QStringLiteral("\n  rights      %1").arg(QString::fromStdString(model.licenceNote));
    return text;
}

int describe(Console& console, const QString& style)
{
    std::string whyNot;
    const auto engine = loadEngine(&whyNot);
    if (!engine) {
        console.fail(shown(bytesFromText(style)), QString::fromStdString(whyNot));
        return 1;
    }
    const auto model = engine->inspect(styleFromText(style));
    if (!model) {
        console.fail(shown(bytesFromText(style)), QString::fromUtf8(model.error().what()));
        return 1;
    }
    console.say(textOf(model.value()), objectOf(model.value()));
    return 0;
}

int run(Console& console, const QStringList& arguments)
{
    const Arguments given(arguments, {}, {QStringLiteral("json"), QStringLiteral("help")});
    const QStringList words = given.positionals();
    if (words.isEmpty())
        return describe(console, QStringLiteral("cel"));
    if (words.first() == QLatin1String("inspect") && words.size() == 2 && !words.at(1).isEmpty())
        return describe(console, words.at(1));
    throw UsageError(QStringLiteral("Say models, or models inspect PATH."));
}

} // namespace

const Command kModels{"models", "list the models found; models inspect PATH describes one", kHelp,
                      run};

} // namespace enogu
