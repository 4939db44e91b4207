// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/history.h"

#include "engine/image/geometry.h"
#include "engine/photo/colour.h"
#include "ui/document/footprint.h"

#include <algorithm>

namespace enogu {

Image thumbnailOf(const Image& image)
{
    constexpr int kSide = 96;
    return srgbFromPhoto(reduced(image, kSide));
}

const Diffusion* diffusionOf(const EditRecipe& recipe)
{
    if (const auto* generate = std::get_if<Generate>(&recipe))
        return generate;
    return std::get_if<Instruct>(&recipe);
}

History::History(HistoryNode root)
{
    root.id = 0;
    root.parent = -1;
    m_nodes[0] = std::make_shared<const HistoryNode>(std::move(root));
}

History::History(const std::vector<HistoryNodePtr>& nodes, int current) : History(*nodes.at(0))
{
    for (const HistoryNodePtr& kept : nodes) {
        if (kept->id <= 0 || m_nodes.contains(kept->id))
            continue;
        HistoryNode node = *kept;
        if (node.parent >= node.id || !m_nodes.contains(node.parent))
            node.parent = 0;
        m_nextId = std::max(m_nextId, node.id + 1);
        m_lastChild[node.parent] = node.id;
        m_nodes[node.id] = std::make_shared<const HistoryNode>(std::move(node));
    }
    goTo(current);
}

HistoryNodePtr History::node(int id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? nullptr : found->second;
}

std::vector<HistoryNodePtr> History::nodes() const
{
    std::vector<HistoryNodePtr> all;
    for (const auto& [id, node] : m_nodes)
        all.push_back(node);
    return all;
}

std::vector<int> History::children(int id) const
{
    std::vector<int> ids;
    for (const auto& [child, node] : m_nodes)
        if (node->parent == id)
            ids.push_back(child);
    return ids;
}

std::vector<int> History::pathToRoot() const
{
    std::vector<int> path;
    for (int id = m_current; id >= 0; id = m_nodes.at(id)->parent)
        path.push_back(id);
    return path;
}

bool History::canRedo() const
{
    return m_lastChild.contains(m_current);
}

bool History::undo()
{
    return canUndo() && goTo(current().parent);
}

bool History::redo()
{
    return canRedo() && goTo(m_lastChild.at(m_current));
}

bool History::goTo(int id)
{
    if (!m_nodes.contains(id))
        return false;
    m_current = id;
    rememberPath();
    return true;
}

int History::add(HistoryNode node)
{
    Q_ASSERT(m_nodes.contains(node.parent));
    node.id = m_nextId++;
    m_current = node.id;
    m_nodes[m_current] = std::make_shared<const HistoryNode>(std::move(node));
    rememberPath();
    return m_current;
}

bool History::replace(int id, HistoryNode node)
{
    const auto found = m_nodes.find(id);
    if (found == m_nodes.end())
        return false;
    node.id = id;
    node.parent = found->second->parent;
    found->second = std::make_shared<const HistoryNode>(std::move(node));
    return true;
}

void History::rememberPath()
{
    for (int id : pathToRoot())
        if (const int parent = m_nodes.at(id)->parent; parent >= 0)
            m_lastChild[parent] = id;
}

std::size_t History::bytes() const
{
    Footprint all;
    for (const auto& [id, node] : m_nodes)
        all.add(*node);
    return all.bytes();
}

int History::forgetOldest(std::size_t limit, int keep)
{
    lighten(limit);
    int gone = 0;
    while (bytes() > limit) {
        int victim = oldestLeafOffPath(keep);
        if (victim < 0)
            victim = oldestInnerNode(keep);
        if (victim < 0)
            break;
        forget(victim);
        ++gone;
    }
    return gone;
}

void History::lighten(std::size_t limit)
{
    const std::vector<int> path = pathToRoot();
    for (const bool onPath : {false, true})
        for (const auto& [id, node] : m_nodes) {
            if (bytes() <= limit)
                return;
            if (id != m_current && onPath == (std::ranges::count(path, id) > 0))
                lightenOne(id);
        }
}

/// Takes nothing from a node whose layers are shared with another one: that would free nothing.
void History::lightenOne(int id)
{
    HistoryNodePtr& node = m_nodes.at(id);
    if (!node->flatLayer && !node->steps)
        return;
    const HistoryNodePtr before = node;
    const std::size_t weight = bytes();
    HistoryNode lighter = *node;
    lighter.flatLayer.reset();
    lighter.steps.reset();
    lighter.mask.reset();
    lighter.source.reset();
    node = std::make_shared<const HistoryNode>(std::move(lighter));
    if (bytes() == weight)
        node = before;
}

int History::oldestLeafOffPath(int keep) const
{
    const std::vector<int> path = pathToRoot();
    for (const auto& [id, node] : m_nodes)
        if (id != keep && std::ranges::count(path, id) == 0 && children(id).empty())
            return id;
    return -1;
}

int History::oldestInnerNode(int keep) const
{
    const std::vector<int> path = pathToRoot(); // current, parent, …, root
    for (std::size_t i = path.size(); i-- > 2;)
        if (path[i] != 0 && path[i] != keep)
            return path[i];
    return -1;
}

void History::forget(int id)
{
    const int parent = m_nodes.at(id)->parent;
    const std::vector<int> orphans = children(id);
    for (int child : orphans) {
        HistoryNode moved = *m_nodes.at(child);
        moved.parent = parent;
        m_nodes[child] = std::make_shared<const HistoryNode>(std::move(moved));
    }
    if (const auto last = m_lastChild.find(id); last != m_lastChild.end())
        m_lastChild[parent] = last->second;
    else if (m_lastChild.at(parent) == id)
        m_lastChild.erase(parent);
    m_lastChild.erase(id);
    m_nodes.erase(id);
    rememberPath();
}

} // namespace enogu
