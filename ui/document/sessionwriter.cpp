// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/sessionwriter.h"

#include "ui/document/recipejson.h"
#include "ui/document/sessiondata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace enogu {

const QString kSessionFile = u"session.json"_s;

namespace {

constexpr qint64 kLeave = 64 << 20; ///< bytes of the disk that a session leaves to others

/// Ends a write that end() does not want any more.
struct Ended
{
};

QJsonArray jsonOf(const std::vector<EditRecipe>& recipes)
{
    QJsonArray array;
    for (const EditRecipe& recipe : recipes)
        array.append(jsonFromRecipe(recipe));
    return array;
}

} // namespace

void SessionWriter::write(const std::vector<SessionPhoto>& photos)
{
    const std::scoped_lock lock(m_mutex);
    if (m_ended || (!m_folder && photos.empty()))
        return;
    if (!m_folder)
        m_folder = SessionFolder::create(m_home);
    m_used.clear();
    const int before = m_lastFile;
    try {
        QJsonArray array;
        for (const SessionPhoto& photo : photos)
            array.append(photoJson(photo));
        const QByteArray text =
            QJsonDocument(QJsonObject{{u"enogu"_s, 1}, {u"photos"_s, array}}).toJson();
        save(kSessionFile,
             [&text](QIODevice& device) { return device.write(text) == text.size(); });
        forget([this](const Key& key, const Kept&) { return !m_used.contains(key); });
    } catch (const Ended&) {
    } catch (const Error&) {
        forget([before](const Key&, const Kept& kept) { return kept.file > before; });
        throw;
    }
}

void SessionWriter::end()
{
    m_ended = true;
    const std::scoped_lock lock(m_mutex);
    if (m_folder)
        m_folder->remove();
    m_folder.reset();
    m_kept.clear();
}

QJsonObject SessionWriter::photoJson(const SessionPhoto& photo)
{
    QJsonArray nodes;
    for (const HistoryNodePtr& node : photo.nodes)
        nodes.append(nodeJson(*node));
    QJsonObject json{{u"path"_s, photo.path},
                     {u"name"_s, photo.name},
                     {u"format"_s, QString::fromStdString(photo.photo.format)},
                     {u"current"_s, photo.current},
                     {u"nodes"_s, nodes}};
    if (const auto metadata = photo.photo.metadata)
        json[u"metadata"_s] =
            fileOf({metadata.get(), nullptr}, metadata, "metadata",
                   [&](QIODevice& device) { return writeMetadata(device, *metadata); });
    return json;
}

QJsonObject SessionWriter::nodeJson(const HistoryNode& node)
{
    QJsonObject json{{u"id"_s, node.id},
                     {u"parent"_s, node.parent},
                     {u"title"_s, node.title},
                     {u"made"_s, node.made.toString(Qt::ISODateWithMs)},
                     {u"recipes"_s, jsonOf(node.recipes)},
                     {u"image"_s, fileOf(node.image)}};
    if (node.recipe)
        json[u"recipe"_s] = jsonFromRecipe(*node.recipe);
    if (node.flatLayer)
        json[u"flatLayer"_s] = fileOf(*node.flatLayer);
    if (node.source)
        json[u"source"_s] = fileOf(*node.source);
    if (node.mask)
        json[u"mask"_s] =
            fileOf({node.mask->row(0), nullptr}, std::make_shared<const Mask>(*node.mask), "mask",
                   [&](QIODevice& device) { return writeMask(device, *node.mask); });
    if (node.steps)
        json[u"steps"_s] =
            fileOf({node.steps.get(), nullptr}, node.steps, "steps",
                   [&](QIODevice& device) { return writeSteps(device, *node.steps); });
    return json;
}

QString SessionWriter::fileOf(const Image& image)
{
    return fileOf({image.bytes(), image.icc().get()}, std::make_shared<const Image>(image),
                  "picture", [&](QIODevice& device) { return writeImage(device, image); });
}

QString SessionWriter::fileOf(Key key, std::shared_ptr<const void> content, const char* suffix,
                              const Write& write)
{
    m_used.insert(key);
    if (const auto found = m_kept.find(key); found != m_kept.end())
        return found->second.name;
    const int file = ++m_lastFile;
    const QString name = QString::number(file) + u'.' + QLatin1String(suffix);
    save(name, write);
    m_kept[key] = {file, name, std::move(content)};
    return name;
}

void SessionWriter::save(const QString& name, const Write& write) const
{
    if (m_ended)
        throw Ended();
    QSaveFile out(m_folder->file(name));
    const bool fits = QStorageInfo(m_folder->path()).bytesAvailable() > kLeave;
    // buffered, a write that was cut short would pass for a whole one
    const bool opened = fits && out.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    if (opened && write(out) && out.commit())
        return;
    const bool full = !fits || opened;
    throw Error(full ? ErrorCode::DiskFull : ErrorCode::NoPermission,
                "The folder " + m_folder->path().toStdString() +
                    (full ? " cannot take more: the disk is full."
                          : " cannot be written: it is not allowed."));
}

void SessionWriter::forget(const std::function<bool(const Key&, const Kept&)>& isUnwanted)
{
    std::erase_if(m_kept, [&](const auto& entry) {
        const bool gone = isUnwanted(entry.first, entry.second);
        if (gone)
            QFile::remove(m_folder->file(entry.second.name));
        return gone;
    });
}

} // namespace enogu
