// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document.h"

#include "engine/image/geometry.h"
#include "ui/document/background.h"
#include "ui/document/keptchanges.h"
#include "ui/document/livelook.h"
#include "ui/document/recipejson.h"

#include <QFileInfo>

namespace enogu {

/// What the pool hands back: a node, or why there is none.
struct Document::Made
{
    std::optional<HistoryNode> node;
    QString fault;
};

Document::Document(const QString& path, Photo photo, QObject* parent)
    : Document(path, photo, History(openedNode(photo.image)), parent)
{
    m_savedNode = 0;
}

Document::Document(const QString& path, Photo photo, History history, QObject* parent)
    : QObject(parent),
      m_path(path),
      m_photo(std::move(photo)),
      m_history(std::move(history)),
      m_look(new LiveLook(this))
{
    if (path.isEmpty())
        m_savedNode = -1;
    connect(m_look, &LiveLook::previewReady, this, &Document::previewReady);
    connect(m_look, &LiveLook::finished, this, &Document::takeLook);
    connect(m_look, &LiveLook::failed, this, &Document::failed);
    connect(m_look, &LiveLook::busyChanged, this, &Document::reportBusy);
}

QString Document::name() const
{
    return m_path.isEmpty() ? tr("Untitled") : QFileInfo(m_path).fileName();
}

Photo Document::currentPhoto() const
{
    Photo photo = m_photo;
    photo.image = currentImage();
    return photo;
}

std::string Document::recipeFile() const
{
    return enogu::recipeFile(m_history.current().recipes).toStdString();
}

void Document::markSaved()
{
    const bool wasModified = isModified();
    m_savedNode = m_history.current().id;
    m_lookNode = -1; // what was saved stays as it is
    if (wasModified)
        Q_EMIT modifiedChanged(false);
}

bool Document::isBusy() const
{
    return m_pending > 0 || m_look->isBusy();
}

bool Document::undo()
{
    return m_history.canUndo() && goTo(m_history.current().parent);
}

bool Document::redo()
{
    const bool wasModified = isModified();
    endLook();
    const bool went = m_history.redo();
    if (went)
        moved(wasModified);
    return went;
}

bool Document::goTo(int id)
{
    const bool wasModified = isModified();
    endLook();
    const bool went = m_history.goTo(id);
    if (went)
        moved(wasModified);
    return went;
}

void Document::addResult(RunResult result)
{
    const HistoryNodePtr source = m_history.node(result.source);
    if (!source) {
        Q_EMIT failed(tr("The picture that this result belongs to is no longer in the history."));
        return;
    }
    make([result = std::move(result), source] { return Made{ranNode(result, *source), {}}; });
}

void Document::setMadeBy(const EditRecipe& recipe, const StepsPtr& steps, const QString& title)
{
    HistoryNode root = m_history.root();
    root.title = title;
    root.recipe = recipe;
    root.recipes = {recipe};
    root.steps = steps;
    m_history.replace(root.id, std::move(root));
    m_savedNode = -1;
    Q_EMIT historyChanged();
    moved(false);
}

void Document::keepChanges(int node, const KeepChanges& recipe)
{
    const ChangedNode changed = changedNode(m_history, node);
    if (!changed.node)
        return;
    make([recipe, changed] {
        const Image image = withKeptChanges(*changed.before, changed.node->image, recipe);
        return Made{editedNode(*changed.node, recipe, image), {}};
    });
}

void Document::applyGeometry(const EditRecipe& recipe)
{
    const HistoryNodePtr source = m_history.node(m_history.current().id);
    make([recipe, source] {
        const Image image = applied(source->image, recipe);
        return Made{editedNode(*source, recipe, image), {}};
    });
}

void Document::setLook(const CelLook& look, double strength, double keepColour)
{
    const HistoryNode& current = m_history.current();
    if (!current.flatLayer || !current.source || !current.recipe ||
        !std::holds_alternative<Animeify>(*current.recipe))
        return;
    if (m_lookClosed) {
        m_lookClosed = false;
        m_lookNode = -1;
    }
    Animeify edit = std::get<Animeify>(*current.recipe);
    edit.look = look;
    edit.strength = strength;
    edit.keepColour = keepColour;
    m_look->render({*current.source, *current.flatLayer}, edit);
}

void Document::finishLook()
{
    m_lookClosed = true; // a full picture still under way goes to this gesture's node
}

void Document::takeLook(const Animeify& edit, const Image& image)
{
    const bool wasModified = isModified();
    HistoryNode node = m_history.current();
    if (m_lookNode < 0)
        node.parent = node.id;
    node.title = tr("Adjust Cel");
    node.recipe = edit;
    node.recipes.back() = edit; // instead of the first run, not after it
    node.image = image;
    node.thumbnail = thumbnailOf(image);
    node.made = QDateTime::currentDateTimeUtc();
    if (m_lookNode < 0)
        m_lookNode = m_history.add(std::move(node));
    else
        m_history.replace(m_lookNode, std::move(node));
    m_history.forgetOldest(m_memoryLimit, m_savedNode);
    Q_EMIT historyChanged();
    moved(wasModified);
}

void Document::endLook()
{
    finishLook();
    m_look->cancel();
}

void Document::setPreviewSide(int pixels)
{
    m_look->setPreviewSide(pixels);
}

void Document::setMemoryLimit(std::size_t bytes)
{
    m_memoryLimit = bytes;
    if (m_history.forgetOldest(m_memoryLimit, m_savedNode) > 0)
        Q_EMIT historyChanged();
}

void Document::make(std::function<Made()> work)
{
    ++m_pending;
    reportBusy();
    inBackground(
        this,
        [work = std::move(work)] {
            try {
                return work();
            } catch (const std::exception& error) {
                return Made{std::nullopt, QString::fromUtf8(error.what())};
            }
        },
        [this](Made made) {
            --m_pending;
            if (made.node)
                add(std::move(*made.node));
            else
                Q_EMIT failed(made.fault);
            reportBusy();
        });
}

void Document::add(HistoryNode node)
{
    const bool wasModified = isModified();
    endLook();
    if (!m_history.node(node.parent))
        node.parent = m_history.root().id;
    m_history.add(std::move(node));
    m_history.forgetOldest(m_memoryLimit, m_savedNode);
    Q_EMIT historyChanged();
    moved(wasModified);
}

void Document::moved(bool wasModified)
{
    const HistoryNode& current = m_history.current();
    if (m_lookClosed && current.flatLayer && current.source)
        m_look->prepare({*current.source, *current.flatLayer});
    Q_EMIT currentChanged();
    if (wasModified != isModified())
        Q_EMIT modifiedChanged(isModified());
}

void Document::reportBusy()
{
    const bool busy = isBusy();
    if (busy == m_wasBusy)
        return;
    m_wasBusy = busy;
    Q_EMIT busyChanged(busy);
}

} // namespace enogu
