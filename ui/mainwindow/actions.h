// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QActionGroup;
class QMainWindow;
class QMenu;

namespace enogu {

/// Every command of the window, with its text, keys and icon. The window connects them.
struct Actions
{
    explicit Actions(QMainWindow* window);

    QAction *open, *pasteNew, *exportPicture, *closePhoto, *quit;
    QAction *undo, *redo, *copy;
    QAction *zoomIn, *zoomOut, *fit, *actualSize, *fitWidth;
    QAction *compareOff, *compareSplit, *compareSides, *compareNext, *showOriginal;
    QAction *hidePanels, *fullScreen;
    QAction *turnLeft, *turnRight, *flipAcross, *flipDown, *crop, *straighten, *resize;
    QAction *animeify, *stop, *addStyle;
    QAction *run, *again, *weaker, *stronger, *pad, *keepStep, *branch, *keepChanges, *stepBack,
        *stepOn;
    QAction *older, *newer, *seen, *escape;
    QAction *shortcuts, *preferences, *about, *aboutQt;
    QActionGroup* compareModes;
    QMenu *recent, *panels, *styles;

    QList<QAction*> all() const { return m_all; }
    /// Those that need a photo.
    QList<QAction*> forPhoto() const;

private:
    QAction* make(const QString& text, const QList<QKeySequence>& keys = {},
                  const char* icon = nullptr);
    void makeFile();
    void makeView();
    void makeOthers();
    void makeInstruct();
    void addMenus(QMainWindow* window);

    QMainWindow* m_window;
    QList<QAction*> m_all;
};

} // namespace enogu
