// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/recipejson.h"

#include "ui/document/fields.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace enogu {
namespace {

const QStringList kUpsamplings{u"auto"_s, u"half-pixel"_s, u"corners"_s, u"tf1"_s};
const QStringList kDTypes{u"auto"_s, u"f32"_s, u"bf16"_s, u"f16"_s};
const QStringList kBeginnings{u"words"_s, u"photo"_s, u"masked photo"_s};
constexpr int kLongestSide = 1 << 17;
constexpr qsizetype kLargestFile = 1 << 20;
constexpr qsizetype kMostEdits = 1000;
constexpr qsizetype kMostPoints = 10'000;

template <class... Cases>
struct Match : Cases...
{
    using Cases::operator()...;
};

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Recipe)
};

QJsonObject jsonFromLook(const CelLook& look)
{
    return {{u"flatness"_s, look.flatness},
            {u"bands"_s, look.bands},
            {u"lineWeight"_s, look.lineWeight},
            {u"warmth"_s, look.warmth},
            {u"colour"_s, look.colour}};
}

CelLook lookFromJson(const QJsonObject& object)
{
    Fields fields(object);
    CelLook look;
    look.flatness = fields.number("flatness", 0, 1);
    look.bands = fields.integer("bands", 2, 16);
    look.lineWeight = fields.number("lineWeight", 0, 1);
    look.warmth = fields.number("warmth", 0, 1);
    look.colour = fields.number("colour", 0, 1);
    fields.refuseOthers();
    return look;
}

QJsonObject jsonFrom(const Animeify& edit)
{
    return {{u"edit"_s, u"animeify"_s},
            {u"style"_s, QString::fromStdString(edit.style)},
            {u"styleHash"_s, QString::fromStdString(edit.styleHash)},
            {u"strength"_s, edit.strength},
            {u"keepColour"_s, edit.keepColour},
            {u"upsampling"_s, kUpsamplings[int(edit.upsampling)]},
            {u"dtype"_s, kDTypes[int(edit.dtype)]},
            {u"look"_s, jsonFromLook(edit.look)}};
}

Animeify animeifyFrom(Fields& fields)
{
    Animeify edit;
    edit.style = fields.text("style").toStdString();
    edit.styleHash = fields.text("styleHash").toStdString();
    edit.strength = fields.number("strength", 0, 1);
    edit.keepColour = fields.number("keepColour", 0, 1);
    edit.upsampling = Upsampling(fields.choice("upsampling", kUpsamplings));
    edit.dtype = DType(fields.choice("dtype", kDTypes));
    edit.look = lookFromJson(fields.object("look"));
    if (edit.style.empty())
        throw Error(ErrorCode::BadArgument, "\"style\" must not be empty.");
    return edit;
}

Extent extentFrom(Fields& fields)
{
    return {fields.integer("width", 1, kLongestSide), fields.integer("height", 1, kLongestSide)};
}

Crop cropFrom(Fields& fields)
{
    const int x = fields.integer("x", 0, kLongestSide);
    const int y = fields.integer("y", 0, kLongestSide);
    return {x, y, extentFrom(fields)};
}

QJsonObject jsonFrom(const Diffusion& edit, QJsonObject more)
{
    more.insert(u"model"_s, QString::fromStdString(edit.model));
    more.insert(u"modelHash"_s, QString::fromStdString(edit.modelHash));
    more.insert(u"variant"_s, QString::fromStdString(edit.variant));
    more.insert(u"ema"_s, edit.ema);
    more.insert(u"negative"_s, QString::fromStdString(edit.negative));
    more.insert(u"sampler"_s, QLatin1String(kSamplerWords[std::size_t(edit.sampler)]));
    more.insert(u"steps"_s, edit.steps);
    more.insert(u"seed"_s, double(edit.seed));
    more.insert(u"grow"_s, edit.grow);
    more.insert(u"feather"_s, edit.feather);
    more.insert(u"dtype"_s, kDTypes[int(edit.dtype)]);
    more.insert(u"begunWith"_s, kBeginnings[int(edit.begunWith)]);
    more.insert(u"fromStep"_s, edit.fromStep);
    more.insert(u"keepStep"_s, edit.keepStep);
    return more;
}

QJsonObject jsonFrom(const Generate& edit)
{
    return jsonFrom(edit, {{u"edit"_s, u"generate"_s},
                           {u"prompt"_s, QString::fromStdString(edit.prompt)},
                           {u"guidance"_s, edit.guidance},
                           {u"guidanceRescale"_s, edit.guidanceRescale},
                           {u"width"_s, edit.size.width},
                           {u"height"_s, edit.size.height},
                           {u"strength"_s, edit.strength}});
}

QJsonObject jsonFrom(const Instruct& edit)
{
    return jsonFrom(edit, {{u"edit"_s, u"instruct"_s},
                           {u"instruction"_s, QString::fromStdString(edit.instruction)},
                           {u"textGuidance"_s, edit.textGuidance},
                           {u"imageGuidance"_s, edit.imageGuidance},
                           {u"size"_s, edit.size}});
}

QStringList samplerWords()
{
    QStringList words;
    for (const char* word : kSamplerWords)
        words.append(QLatin1String(word));
    return words;
}

void readDiffusion(Fields& fields, Diffusion& edit)
{
    edit.model = fields.text("model").toStdString();
    edit.modelHash = fields.text("modelHash").toStdString();
    edit.variant = fields.text("variant").toStdString();
    edit.ema = fields.flag("ema");
    edit.negative = fields.prose("negative").toStdString();
    edit.sampler = SamplerChoice(fields.choice("sampler", samplerWords()));
    edit.steps = fields.integer("steps", 1, kMostSteps);
    edit.seed = std::uint64_t(fields.whole("seed", 0, double(kLargestSeed)));
    edit.grow = fields.integer("grow", 0, kMostGrowth);
    edit.feather = fields.integer("feather", 0, kMostGrowth);
    edit.dtype = DType(fields.choice("dtype", kDTypes));
    // Files of earlier versions lack these.
    if (fields.has("begunWith"))
        edit.begunWith = BegunWith(fields.choice("begunWith", kBeginnings));
    if (fields.has("fromStep"))
        edit.fromStep = fields.integer("fromStep", 0, kMostCalls);
    if (fields.has("keepStep"))
        edit.keepStep = fields.integer("keepStep", 0, kMostCalls);
}

Generate generateFrom(Fields& fields)
{
    Generate edit;
    readDiffusion(fields, edit);
    edit.prompt = fields.prose("prompt").toStdString();
    edit.guidance = fields.number("guidance", 0, kMostGuidance);
    edit.guidanceRescale = fields.number("guidanceRescale", 0, 1);
    edit.size = {fields.integer("width", 0, kMostSide), fields.integer("height", 0, kMostSide)};
    edit.strength = fields.number("strength", 0, 1);
    return edit;
}

Instruct instructFrom(Fields& fields)
{
    Instruct edit;
    edit.begunWith = BegunWith::Photo;
    readDiffusion(fields, edit);
    edit.instruction = fields.prose("instruction").toStdString();
    edit.textGuidance = fields.number("textGuidance", 0, kMostGuidance);
    edit.imageGuidance = fields.number("imageGuidance", 0, kMostGuidance);
    edit.size = fields.integer("size", 0, kMostSide);
    return edit;
}

QJsonObject jsonFrom(const KeepChanges& edit)
{
    QJsonArray points;
    for (const Point& point : edit.points)
        points.append(QJsonArray{point.x, point.y});
    return {{u"edit"_s, u"keepChanges"_s}, {u"threshold"_s, edit.threshold},
            {u"all"_s, edit.all},          {u"points"_s, points},
            {u"grow"_s, edit.grow},        {u"feather"_s, edit.feather}};
}

int sideFrom(const QJsonValue& value)
{
    const int side = value.toInt(-1);
    if (side < 0 || side > kLongestSide)
        throw Error(ErrorCode::BadArgument, "\"points\" must hold pairs of places in the picture.");
    return side;
}

KeepChanges keepChangesFrom(Fields& fields)
{
    KeepChanges edit;
    edit.threshold = fields.number("threshold", 0, kMostDifference);
    edit.all = fields.flag("all");
    edit.grow = fields.integer("grow", 0, kMostGrowth);
    edit.feather = fields.integer("feather", 0, kMostGrowth);
    const QJsonArray points = fields.array("points", kMostPoints);
    for (const QJsonValue& point : points)
        edit.points.push_back({sideFrom(point.toArray().at(0)), sideFrom(point.toArray().at(1))});
    return edit;
}

EditRecipe recipeFrom(const QString& edit, Fields& fields)
{
    if (edit == u"animeify")
        return animeifyFrom(fields);
    if (edit == u"crop")
        return cropFrom(fields);
    if (edit == u"straighten")
        return Straighten{fields.number("degrees", -45, 45)};
    if (edit == u"turn")
        return Turn{fields.integer("quarters", 1, 3)};
    if (edit == u"flip")
        return Flip{fields.flag("horizontal")};
    if (edit == u"resize")
        return Resize{extentFrom(fields)};
    if (edit == u"generate")
        return generateFrom(fields);
    if (edit == u"instruct")
        return instructFrom(fields);
    if (edit == u"keepChanges")
        return keepChangesFrom(fields);
    throw Error(ErrorCode::BadArgument, "The edit \"" + edit.left(40).toStdString() +
                                            "\" is not known to this version of Enogu.");
}

std::vector<EditRecipe> recipesFrom(const QByteArray& bytes)
{
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &fault);
    if (!document.isObject())
        throw Error(ErrorCode::BadArgument, "This is not a recipe file: it is not a JSON object.");
    Fields fields(document.object());
    fields.integer("enogu", 1, 1);
    const QJsonArray edits = fields.array("edits", kMostEdits);
    fields.refuseOthers();
    std::vector<EditRecipe> recipes;
    for (const QJsonValue& edit : edits) {
        try {
            recipes.push_back(recipeFromJson(edit.toObject()));
        } catch (const Error& error) {
            throw Error(error.code(),
                        "Edit " + std::to_string(recipes.size() + 1) + ": " + error.what());
        }
    }
    return recipes;
}

QString titleOfTurn(const Turn& edit)
{
    if (edit.quarters == 2)
        return Text::tr("Rotate Half");
    return edit.quarters == 1 ? Text::tr("Rotate Right") : Text::tr("Rotate Left");
}

QString titleOfAnimeify(const Animeify& edit)
{
    const QString style = QString::fromStdString(edit.style);
    const QString name = style == u"cel" ? Text::tr("Cel") : QFileInfo(style).completeBaseName();
    return Text::tr("Animeify: %1").arg(name);
}

} // namespace

QJsonObject jsonFromRecipe(const EditRecipe& recipe)
{
    return std::visit(Match{[](const Animeify& e) { return jsonFrom(e); },
                            [](const KeepChanges& e) { return jsonFrom(e); },
                            [](const Generate& e) { return jsonFrom(e); },
                            [](const Instruct& e) { return jsonFrom(e); },
                            [](const Crop& e) -> QJsonObject {
                                return {{u"edit"_s, u"crop"_s},
                                        {u"x"_s, e.x},
                                        {u"y"_s, e.y},
                                        {u"width"_s, e.extent.width},
                                        {u"height"_s, e.extent.height}};
                            },
                            [](const Straighten& e) -> QJsonObject {
                                return {{u"edit"_s, u"straighten"_s}, {u"degrees"_s, e.degrees}};
                            },
                            [](const Turn& e) -> QJsonObject {
                                return {{u"edit"_s, u"turn"_s}, {u"quarters"_s, e.quarters}};
                            },
                            [](const Flip& e) -> QJsonObject {
                                return {{u"edit"_s, u"flip"_s}, {u"horizontal"_s, e.horizontal}};
                            },
                            [](const Resize& e) -> QJsonObject {
                                return {{u"edit"_s, u"resize"_s},
                                        {u"width"_s, e.extent.width},
                                        {u"height"_s, e.extent.height}};
                            }},
                      recipe);
}

EditRecipe recipeFromJson(const QJsonObject& object)
{
    Fields fields(object);
    const EditRecipe recipe = recipeFrom(fields.text("edit"), fields);
    fields.refuseOthers();
    return recipe;
}

QByteArray recipeFile(const std::vector<EditRecipe>& recipes)
{
    QJsonArray edits;
    for (const EditRecipe& recipe : recipes)
        edits.append(jsonFromRecipe(recipe));
    return QJsonDocument(QJsonObject{{u"enogu"_s, 1}, {u"edits"_s, edits}}).toJson();
}

Outcome<std::vector<EditRecipe>> readRecipeFile(const QByteArray& bytes) noexcept
{
    try {
        if (bytes.size() > kLargestFile)
            return Error(ErrorCode::BadArgument,
                         "This is not a recipe file: it is larger than 1 MiB.");
        return recipesFrom(bytes);
    } catch (const Error& error) {
        return error;
    } catch (const std::exception&) {
        return Error(ErrorCode::OutOfMemory, "There is not enough memory to read the recipe.");
    }
}

QString titleOfRecipe(const EditRecipe& recipe)
{
    return std::visit(Match{[](const Animeify& e) { return titleOfAnimeify(e); },
                            [](const Crop&) { return Text::tr("Crop"); },
                            [](const Straighten&) { return Text::tr("Straighten"); },
                            [](const Turn& e) { return titleOfTurn(e); },
                            [](const Flip& e) {
                                return e.horizontal ? Text::tr("Flip Horizontally")
                                                    : Text::tr("Flip Vertically");
                            },
                            [](const Resize&) { return Text::tr("Resize"); },
                            [](const Generate&) { return Text::tr("Generate"); },
                            [](const KeepChanges&) { return Text::tr("Keep Only What Changed"); },
                            [](const Instruct&) { return Text::tr("Edit by Words"); }},
                      recipe);
}

} // namespace enogu
