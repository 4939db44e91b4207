// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/photofile.h"
#include "ui/document/newnode.h"

#include <QObject>
#include <QString>

#include <functional>
#include <string>

namespace enogu {

class LiveLook;

/// One open photo and everything made of it. GUI thread only. Pictures are converted in the pool:
/// whatever adds a node answers later, by currentChanged.
class Document : public QObject
{
    Q_OBJECT

public:
    /// `path` is empty for a photo that was pasted.
    Document(const QString& path, Photo photo, QObject* parent = nullptr);
    /// With a history that was kept elsewhere. Without a path its photo is nowhere else: modified.
    Document(const QString& path, Photo photo, History history, QObject* parent = nullptr);

    QString path() const { return m_path; }
    QString name() const; ///< file name, or "Untitled"
    const Photo& photo() const { return m_photo; }
    const History& history() const { return m_history; }
    Image currentImage() const { return m_history.current().image; }
    Image originalImage() const { return m_history.root().image; }
    /// The photo with the current picture and the opened photo's metadata, for savePhoto.
    Photo currentPhoto() const;
    /// The recipe file of the current node, for SaveOptions::recipeJson.
    std::string recipeFile() const;

    /// True while the current node is neither the opened photo nor what was exported last.
    bool isModified() const { return m_history.current().id != m_savedNode; }
    void markSaved();
    /// Work under way in the pool that will add a node.
    bool isBusy() const;

    bool undo();
    bool redo();
    bool goTo(int id);

    using RunResult = enogu::RunResult;
    void addResult(RunResult result);
    /// The picture that was opened was made of words alone, just now, and is nowhere kept.
    void setMadeBy(const EditRecipe& recipe, const StepsPtr& steps, const QString& title);
    /// Some of the changes of the run that made changedNode(history(), node), in a new node.
    void keepChanges(int node, const KeepChanges& recipe);
    /// Crop, Straighten, Turn, Flip or Resize of the current picture.
    void applyGeometry(const EditRecipe& recipe);

    /// True when the current node holds the layer that Cel's sliders need.
    bool canSetLook() const { return m_history.current().flatLayer.has_value(); }
    /// Renders anew from the flat layer: a view-sized previewReady at once, the full picture behind
    /// it. All calls up to finishLook share one history node. Does nothing unless canSetLook.
    void setLook(const CelLook& look, double strength, double keepColour);
    /// The slider was let go: the next setLook starts a node of its own.
    void finishLook();
    /// Longer side of the pictures that previewReady brings, in device pixels; default 1280.
    void setPreviewSide(int pixels);

    /// Pictures above this many bytes are let go, oldest first; default 2 GiB.
    void setMemoryLimit(std::size_t bytes);

Q_SIGNALS:
    void currentChanged(); ///< another picture is current
    void historyChanged(); ///< nodes came, went or changed
    void modifiedChanged(bool modified);
    void titleChanged(const QString& name);
    void busyChanged(bool busy);
    void previewReady(const enogu::Image& image); ///< sRGB, reduced, of the whole picture
    void failed(const QString& sentence);         ///< an edit could not be made

private:
    struct Made;

    void make(std::function<Made()> work);
    void add(HistoryNode node);
    void moved(bool wasModified);
    void endLook();
    void takeLook(const Animeify& edit, const Image& image);
    void reportBusy();

    QString m_path;
    Photo m_photo;
    History m_history;
    LiveLook* m_look;
    int m_lookNode = -1;      ///< the slider gesture's node; −1 until its first full picture
    bool m_lookClosed = true; ///< the next setLook starts a gesture
    std::size_t m_memoryLimit = std::size_t(2) << 30;
    int m_savedNode = 0;
    int m_pending = 0; ///< works in the pool
    bool m_wasBusy = false;
};

} // namespace enogu
