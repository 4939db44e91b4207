// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/history.h"

#include <algorithm>
#include <set>

namespace enogu {

History::History(HistoryNode root)
{
    root.id = 0;
    root.parent = -1;
    m_nodes[0] = std::make_shared<const HistoryNode>(std::move(root));
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
    std::set<const std::uint8_t*> seen;
    std::size_t sum = 0;
    const auto count = [&](const Image& image) {
        if (seen.insert(image.bytes()).second)
            sum += image.byteCount();
    };
    for (const auto& [id, node] : m_nodes) {
        count(node->image);
        count(node->thumbnail);
        if (node->flatLayer)
            count(*node->flatLayer);
        if (node->source)
            count(*node->source);
    }
    return sum;
}

int History::forgetOldest(std::size_t limit, int keep)
{
    dropFlatLayers(limit);
    int gone = 0;
    while (bytes() > limit) {
        int victim = oldestLeafOffPath(keep);
        if (victim < 0)
            victim = oldestInnerStep(keep);
        if (victim < 0)
            break;
        forget(victim);
        ++gone;
    }
    return gone;
}

void History::dropFlatLayers(std::size_t limit)
{
    const std::vector<int> path = pathToRoot();
    for (auto& [id, node] : m_nodes) {
        if (!node->flatLayer || std::ranges::count(path, id) > 0)
            continue;
        if (bytes() <= limit)
            return;
        HistoryNode lighter = *node;
        lighter.flatLayer.reset();
        lighter.source.reset();
        node = std::make_shared<const HistoryNode>(std::move(lighter));
    }
}

int History::oldestLeafOffPath(int keep) const
{
    const std::vector<int> path = pathToRoot();
    for (const auto& [id, node] : m_nodes)
        if (id != keep && std::ranges::count(path, id) == 0 && children(id).empty())
            return id;
    return -1;
}

int History::oldestInnerStep(int keep) const
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
