// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QGridLayout;
class QLabel;
class QToolButton;

namespace enogu {

/// What the window shows without a photo: ways to open one, drawn samples and recent files.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// At most eight are shown; thumbnails are read in the pool.
    void setRecentFiles(const QStringList& paths);

Q_SIGNALS:
    void openRequested();
    void pasteRequested();
    void fileChosen(const QString& path);
    /// `resource` is the path of a picture inside the program.
    void sampleChosen(const QString& resource, const QString& name);

private:
    void addSamples(QBoxLayout* column);
    QToolButton* thumbnailButton(const QString& name);

    QLabel* m_recentTitle;
    QWidget* m_recent;
    QGridLayout* m_recentGrid;
};

} // namespace enogu
