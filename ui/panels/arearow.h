// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/areatool.h"

#include <QWidget>

#include <memory>

class QButtonGroup;
class QSlider;
class QToolButton;

namespace enogu {

/// Where the edit may change the photo: everywhere, or what a tool marks.
class AreaRow : public QWidget
{
    Q_OBJECT
public:
    explicit AreaRow(QWidget* parent = nullptr);

    /// What is chosen; null: the pointer moves the picture.
    std::shared_ptr<AreaTool> tool() const;
    void putAway(); ///< chooses no tool
    /// Whether something is marked.
    void setMarked(bool marked);

Q_SIGNALS:
    void toolChanged();
    void cleared();

private:
    QToolButton* addTool(const QString& name, const char* icon, const QString& tip);

    QButtonGroup* m_tools;
    QSlider* m_size;
    QToolButton* m_clear;
};

} // namespace enogu
