// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/historyrows.h"

#include <map>
#include <set>

namespace enogu {

namespace {

using Nodes = std::vector<HistoryNodePtr>;
using Lines = std::vector<HistoryLine>;

Lines with(Lines lines, HistoryLine line)
{
    lines.push_back(line);
    return lines;
}

/// The line that runs down from a node as far as a child; `onPath`: the child on the path, or −1.
HistoryLine lineTo(int child, int onPath)
{
    return child <= onPath ? HistoryLine::Path : HistoryLine::Plain;
}

class Drawing
{
public:
    explicit Drawing(const History& history)
    {
        const std::vector<int> path = history.pathToRoot();
        m_path.insert(path.begin(), path.end());
        for (const HistoryNodePtr& node : history.nodes())
            m_children[node->parent].push_back(node);
    }

    std::vector<HistoryRow> rows()
    {
        addFrom({m_children[-1].front(), 0, true, false, {HistoryLine::None}, {}}, {});
        return std::move(m_rows);
    }

private:
    /// The row and all that was made from it; `lanes`: what runs on down on its left.
    void addFrom(HistoryRow row, const Lines& lanes)
    {
        for (bool isLeaf = false; !isLeaf;) {
            const Nodes kids = m_children[row.node->id];
            isLeaf = kids.empty();
            const int onPath = childOnPath(kids);
            row.below = with(lanes, isLeaf ? HistoryLine::None : lineTo(0, onPath));
            m_rows.push_back(row);
            const int last = int(kids.size()) - 1;
            for (int i = 0; i < last; ++i)
                addFrom({kids[std::size_t(i)],
                         row.lane + 1,
                         i == onPath,
                         true,
                         with(with(lanes, lineTo(i, onPath)), HistoryLine::None),
                         {}},
                        with(lanes, lineTo(i + 1, onPath)));
            if (!isLeaf)
                row = {
                    kids.back(), row.lane, last == onPath, false, with(lanes, lineTo(last, onPath)),
                    {}};
        }
    }

    int childOnPath(const Nodes& kids) const
    {
        for (std::size_t i = 0; i < kids.size(); ++i)
            if (m_path.contains(kids[i]->id))
                return int(i);
        return -1;
    }

    std::set<int> m_path;
    std::map<int, Nodes> m_children;
    std::vector<HistoryRow> m_rows;
};

} // namespace

std::vector<HistoryRow> historyRows(const History& history)
{
    return Drawing(history).rows();
}

} // namespace enogu
