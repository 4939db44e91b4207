// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/sessionreader.h"

#include "ui/document/fields.h"
#include "ui/document/recipejson.h"
#include "ui/document/sessiondata.h"
#include "ui/document/sessionwriter.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace enogu {

namespace {

constexpr qint64 kLargestIndex = 64 << 20;
constexpr qsizetype kMostPhotos = 1000, kMostNodes = 10'000, kMostEdits = 1000;
constexpr int kLargestId = 1 << 30;

[[noreturn]] void refuse(const QString& name)
{
    throw Error(ErrorCode::BadImage, "The file " + name.toStdString() +
                                         " of the session is "
                                         "damaged.");
}

QJsonArray photosOf(const QString& folder)
{
    QFile file(folder + u'/' + kSessionFile);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestIndex)
        refuse(kSessionFile);
    Fields fields(QJsonDocument::fromJson(file.read(kLargestIndex)).object());
    fields.integer("enogu", 1, 1);
    return fields.array("photos", kMostPhotos);
}

/// Reads one session; the same file is read once.
class Reader
{
public:
    explicit Reader(QString folder) : m_folder(std::move(folder)) {}

    SessionContent content()
    {
        const QJsonArray photos = photosOf(m_folder);
        for (const QJsonValue& value : photos)
            attempt([&] { m_content.photos.push_back(photo(value.toObject())); });
        return std::move(m_content);
    }
    SessionContent& soFar() { return m_content; }

private:
    /// Whatever cannot be read is left out, and the session is no longer whole.
    template <typename Work>
    void attempt(Work work)
    {
        try {
            work();
        } catch (const std::exception&) {
            m_content.isWhole = false;
        }
    }

    template <typename Value>
    Value read(const QString& name, Value (*reader)(QIODevice&))
    {
        const bool isPlain = std::ranges::all_of(
            name, [](QChar c) { return c == u'.' || (c.unicode() < 128 && c.isLetterOrNumber()); });
        QFile file(m_folder + u'/' + name);
        if (!isPlain || name.startsWith(u'.') || !QFileInfo(file).isFile() ||
            !file.open(QIODevice::ReadOnly))
            refuse(name);
        return reader(file);
    }

    Image image(Fields& fields, const char* field)
    {
        const QString name = fields.text(field);
        auto found = m_images.find(name);
        if (found == m_images.end())
            found = m_images.emplace(name, read(name, readImage)).first;
        return found->second;
    }

    StepsPtr steps(Fields& fields)
    {
        const QString name = fields.text("steps");
        StepsPtr& found = m_steps[name];
        if (!found)
            found = std::make_shared<const std::vector<Step>>(read(name, readSteps));
        return found;
    }

    /// The picture must be there; all else is read as far as it can be.
    HistoryNode node(Fields& fields)
    {
        const Image picture = image(fields, "image");
        HistoryNode node{.image = picture, .thumbnail = thumbnailOf(picture)};
        node.title = fields.prose("title");
        attempt([&] {
            const QJsonArray array = fields.array("recipes", kMostEdits);
            std::vector<EditRecipe> recipes;
            for (const QJsonValue& recipe : array)
                recipes.push_back(recipeFromJson(recipe.toObject()));
            if (fields.has("recipe"))
                node.recipe = recipeFromJson(fields.object("recipe"));
            node.recipes = std::move(recipes);
        });
        attempt([&] {
            node.made = QDateTime::fromString(fields.prose("made"), Qt::ISODateWithMs);
            std::optional<Image> source, flatLayer;
            std::optional<Mask> mask;
            if (fields.has("source"))
                source = image(fields, "source");
            if (fields.has("flatLayer"))
                flatLayer = image(fields, "flatLayer");
            if (fields.has("mask"))
                mask = read(fields.text("mask"), readMask);
            if (fields.has("steps"))
                node.steps = steps(fields);
            node.source = std::move(source);
            node.flatLayer = std::move(flatLayer);
            node.mask = std::move(mask);
        });
        return node;
    }

    SessionPhoto photo(const QJsonObject& json)
    {
        Fields fields(json);
        std::vector<HistoryNodePtr> nodes;
        std::map<int, int> placeOf; ///< of every node by its id, or of the nearest one before it
        const QJsonArray array = fields.array("nodes", kMostNodes);
        for (const QJsonValue& value : array)
            attempt([&] {
                Fields state(value.toObject());
                const int id = state.integer("id", 0, kLargestId);
                const auto parent = placeOf.find(state.integer("parent", -1, kLargestId));
                placeOf[id] = parent == placeOf.end() ? 0 : parent->second;
                HistoryNode made = node(state);
                made.id = id;
                made.parent = nodes.empty() ? -1 : placeOf.at(id);
                placeOf[id] = id;
                nodes.push_back(std::make_shared<const HistoryNode>(std::move(made)));
            });
        if (nodes.empty())
            refuse(kSessionFile);
        SessionPhoto photo{fields.prose("path"),
                           fields.prose("name"),
                           {nodes.front()->image, nullptr, fields.text("format").toStdString(), {}},
                           nodes,
                           fields.integer("current", 0, kLargestId)};
        if (const auto current = placeOf.find(photo.current); current != placeOf.end())
            photo.current = current->second;
        if (fields.has("metadata"))
            attempt([&] {
                photo.photo.metadata =
                    std::make_shared<const Metadata>(read(fields.text("metadata"), readMetadata));
            });
        return photo;
    }

    QString m_folder;
    SessionContent m_content;
    std::map<QString, Image> m_images;
    std::map<QString, StepsPtr> m_steps;
};

} // namespace

int photosInSession(const QString& folder)
{
    try {
        return int(photosOf(folder).size());
    } catch (const std::exception&) {
        return 0;
    }
}

SessionContent readSession(const QString& folder) noexcept
{
    Reader reader(folder);
    try {
        return reader.content();
    } catch (const std::exception&) {
        reader.soFar().isWhole = false;
        return std::move(reader.soFar());
    }
}

} // namespace enogu
