// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"
#include "engine/api/step.h"

#include <QDateTime>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace enogu {

/// Every step of a run, in order; null where there is none.
using StepsPtr = std::shared_ptr<const std::vector<Step>>;

/// One state of the picture; immutable once it is in a History.
struct HistoryNode
{
    int id = 0;                            ///< given by History; grows in the order of making
    int parent = -1;                       ///< −1 for the root
    QString title = {};                    ///< "Original", "Animeify: Cel"
    std::optional<EditRecipe> recipe = {}; ///< how it was made from `source`; none for the root
    Image image;                           ///< in the photo's own profile and depth
    std::optional<Image> flatLayer = {};   ///< Cel only, sRGB: the sliders stay live
    StepsPtr steps = {};                   ///< of a diffusion model: a run goes on from any of them
    std::optional<Mask> mask = {};         ///< where that run could change `source`
    std::optional<Image> source = {};      ///< what the recipe was applied to; set with the layer
                                           ///< or the steps
    Image thumbnail;                       ///< sRGB, at most 96 px on its longer side
    QDateTime made = {};
    std::vector<EditRecipe> recipes = {}; ///< every edit from the photo to this node, in order
};

using HistoryNodePtr = std::shared_ptr<const HistoryNode>;

/// HistoryNode::thumbnail of a picture in any profile.
Image thumbnailOf(const Image& image);

/// How a diffusion model is run; null for the other edits.
const Diffusion* diffusionOf(const EditRecipe& recipe);

/// The tree of everything that was made of one photo. Ids stay valid until forgetOldest drops the
/// node. GUI thread only; nodes may be read from any thread.
class History
{
public:
    explicit History(HistoryNode root);
    /// A tree that was kept elsewhere: the root, then the others with their ids, growing. One whose
    /// parent is not there becomes the root's child; an unknown `current` is the root.
    History(const std::vector<HistoryNodePtr>& nodes, int current);

    const HistoryNode& current() const { return *m_nodes.at(m_current); }
    const HistoryNode& root() const { return *m_nodes.begin()->second; }
    /// Null when there is no such node.
    HistoryNodePtr node(int id) const;
    /// All nodes in the order of making.
    std::vector<HistoryNodePtr> nodes() const;
    std::vector<int> children(int id) const;
    /// Ids from the current node up to the root, both included.
    std::vector<int> pathToRoot() const;

    bool canUndo() const { return current().parent >= 0; }
    bool canRedo() const;
    bool undo();       ///< to the parent; false at the root
    bool redo();       ///< to the child last visited; false at a leaf
    bool goTo(int id); ///< false when there is no such node

    /// Makes the node current and returns its id; `node.parent` must exist, other branches stay.
    int add(HistoryNode node);
    /// Another picture for the same id, place and children; false when there is no such node.
    bool replace(int id, HistoryNode node);

    /// Bytes of all pictures and states of steps, shared ones counted once.
    std::size_t bytes() const;
    /// Drops pictures until bytes() ≤ limit: first steps and flat layers off the current path, then
    /// those on it, then the oldest leaves off it, then its oldest inner nodes. Never the root, the
    /// current node and its steps, its parent, or the node `keep`. Returns how many nodes went.
    int forgetOldest(std::size_t limit, int keep = -1);

private:
    void rememberPath();
    void lighten(std::size_t limit);
    void lightenOne(int id);
    int oldestLeafOffPath(int keep) const;
    int oldestInnerNode(int keep) const;
    void forget(int id);

    std::map<int, HistoryNodePtr> m_nodes;
    std::map<int, int> m_lastChild; ///< parent → child last visited
    int m_current = 0;
    int m_nextId = 1;
};

} // namespace enogu
