// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/image/difference.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace enogu {

class ChangesArea;
class SliderRow;

/// Which of a run's changes to keep: the map of what differs over the result, a threshold, regions
/// that are switched by a click, growth and feather. The result follows at once.
class KeepChangesDialog : public QDialog
{
    Q_OBJECT
public:
    /// Both pictures have one extent; `start` is what the dialog begins with, if not the usual.
    KeepChangesDialog(const Image& before, const Image& after,
                      const std::optional<KeepChanges>& start, QWidget* parent = nullptr);

    KeepChanges recipe() const { return m_recipe; }

Q_SIGNALS:
    void compared(); ///< the regions are there

private:
    void build();
    QWidget* choices();
    void compare(const Image& before, const Image& after);
    void take(const KeepChanges& recipe);

    Extent m_photo;
    KeepChanges m_recipe;
    std::optional<Difference> m_difference;
    ChangesArea* m_area;
    SliderRow *m_threshold, *m_grow, *m_feather;
    QLabel* m_report;
    QPushButton* m_keep = nullptr;
};

} // namespace enogu
