// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/actions.h"

#include "ui/icons.h"
#include "ui/plaintext.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace enogu {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(enogu::Actions)
};

/// The platform's keys, and ours where the platform has none.
QList<QKeySequence> keys(QKeySequence::StandardKey standard, const char* own)
{
    auto list = QKeySequence::keyBindings(standard);
    const QKeySequence key(QString::fromLatin1(own));
    if (!list.contains(key))
        list.append(key);
    return list;
}

QList<QKeySequence> keys(const char* own)
{
    return {QKeySequence(QString::fromLatin1(own))};
}

} // namespace

Actions::Actions(QMainWindow* window) : m_window(window)
{
    makeFile();
    makeView();
    makeOthers();
    makeInstruct();
    addMenus(window);
}

QAction* Actions::make(const QString& text, const QList<QKeySequence>& sequences, const char* icon)
{
    auto* action = new QAction(text, m_window);
    action->setShortcuts(sequences);
    if (icon)
        action->setIcon(themedIcon(QString::fromLatin1(icon)));
    action->setIconText(plainText(text));
    QString tip = plainText(text);
    if (!sequences.isEmpty())
        tip += QStringLiteral(" (%1)").arg(sequences.first().toString(QKeySequence::NativeText));
    action->setToolTip(tip);
    m_window->addAction(action);
    m_all += action;
    return action;
}

void Actions::makeFile()
{
    open = make(Text::tr("&Open Photo…"), keys(QKeySequence::Open, "Ctrl+O"), "open");
    pasteNew = make(Text::tr("Paste as &New Photo"), keys(QKeySequence::Paste, "Ctrl+Shift+V"));
    exportPicture = make(Text::tr("&Export…"), keys("Ctrl+Shift+E"), "export");
    closePhoto = make(Text::tr("&Close Photo"), keys("Ctrl+W"));
    quit = make(Text::tr("&Quit"), keys(QKeySequence::Quit, "Ctrl+Q"));
    quit->setMenuRole(QAction::QuitRole);
    undo = make(Text::tr("&Undo"), keys(QKeySequence::Undo, "Ctrl+Z"), "undo");
    redo = make(Text::tr("&Redo"), keys(QKeySequence::Redo, "Ctrl+Y"), "redo");
    copy = make(Text::tr("&Copy Image"), keys(QKeySequence::Copy, "Ctrl+C"));
}

void Actions::makeView()
{
    zoomIn = make(Text::tr("Zoom &In"), keys(QKeySequence::ZoomIn, "Ctrl+="), "zoom-in");
    zoomOut = make(Text::tr("Zoom &Out"), keys(QKeySequence::ZoomOut, "Ctrl+-"), "zoom-out");
    fit = make(Text::tr("&Fit to Window"), keys("Ctrl+0"), "fit");
    actualSize = make(Text::tr("&Actual Size"), keys("Ctrl+1"), "actual");
    fitWidth = make(Text::tr("Fit &Width"));
    compareOff = make(Text::tr("&Off"));
    compareSplit = make(Text::tr("&Split"));
    compareSides = make(Text::tr("Side by Si&de"));
    compareNext = make(Text::tr("&Compare"), keys("C"), "compare");
    compareNext->setToolTip(Text::tr(
        "Compare with the original: split, side by side, off (C). Hold \\ to see the original."));
    showOriginal = make(Text::tr("Show Ori&ginal"));
    showOriginal->setCheckable(true);
    compareModes = new QActionGroup(m_window);
    for (QAction* mode : {compareOff, compareSplit, compareSides}) {
        mode->setCheckable(true);
        compareModes->addAction(mode);
    }
    compareOff->setChecked(true);
    hidePanels = make(Text::tr("&Hide Panels"), keys("F12"));
    hidePanels->setCheckable(true);
    fullScreen = make(Text::tr("F&ull Screen"), keys(QKeySequence::FullScreen, "F11"));
    fullScreen->setCheckable(true);
}

void Actions::makeOthers()
{
    turnLeft = make(Text::tr("Rotate &Left"), keys("Ctrl+["));
    turnRight = make(Text::tr("Rotate &Right"), keys("Ctrl+]"));
    flipAcross = make(Text::tr("Flip &Horizontally"));
    flipDown = make(Text::tr("Flip &Vertically"));
    crop = make(Text::tr("&Crop…"));
    straighten = make(Text::tr("&Straighten…"));
    resize = make(Text::tr("Re&size…"));
    animeify = make(Text::tr("&Animeify"), keys("Ctrl+Shift+M"), "animeify");
    stop = make(Text::tr("S&top"), keys("Ctrl+."), "stop");
    stop->setToolTip(Text::tr("Stop (Esc)"));
    stop->setEnabled(false);
    escape = make(Text::tr("Leave a Step, Stop or Close a Message"), keys("Esc"));
    addStyle = make(Text::tr("Add &Style…"));
    shortcuts = make(Text::tr("&Keyboard Shortcuts…"), keys("Ctrl+Alt+,"));
    preferences = make(Text::tr("&Preferences…"), keys(QKeySequence::Preferences, "Ctrl+,"));
    preferences->setMenuRole(QAction::PreferencesRole);
    about = make(Text::tr("&About Enogu"));
    about->setMenuRole(QAction::AboutRole);
    aboutQt = make(Text::tr("About &Qt"));
    aboutQt->setMenuRole(QAction::AboutQtRole);
}

void Actions::makeInstruct()
{
    run = make(Text::tr("&Run"), keys("Ctrl+Return"));
    again = make(Text::tr("Try &Again with New Seed"), keys("Ctrl+R"));
    weaker = make(Text::tr("&Weaker"));
    stronger = make(Text::tr("Stron&ger"));
    pad = make(Text::tr("Guidance &Pad"), keys("G"));
    keepStep = make(Text::tr("&Keep This Step"));
    branch = make(Text::tr("&Branch from This Step"));
    keepChanges = make(Text::tr("Keep &Only What Changed…"));
    stepBack = make(Text::tr("Pre&vious Step"), keys(","));
    stepOn = make(Text::tr("&Next Step"), keys("."));
    older = make(Text::tr("Earlier &Instruction"));
    newer = make(Text::tr("&Later Instruction"));
    seen = make(Text::tr("What the Model &Sees"));
}

void Actions::addMenus(QMainWindow* window)
{
    QMenuBar* bar = window->menuBar();
    const auto fill = [](QMenu* menu, const QList<QAction*>& actions) {
        for (QAction* action : actions)
            action ? menu->addAction(action) : static_cast<void>(menu->addSeparator());
    };
    QMenu* file = bar->addMenu(Text::tr("&File"));
    file->addAction(open);
    recent = file->addMenu(Text::tr("Open &Recent"));
    fill(file, {pasteNew, nullptr, exportPicture, nullptr, closePhoto, quit});
    fill(bar->addMenu(Text::tr("&Edit")), {undo, redo, nullptr, copy});

    QMenu* view = bar->addMenu(Text::tr("&View"));
    fill(view, {zoomIn, zoomOut, fit, actualSize, fitWidth, nullptr});
    QMenu* compare = view->addMenu(Text::tr("Co&mpare with Original"));
    fill(compare, {compareOff, compareSplit, compareSides, nullptr, compareNext});
    fill(view, {showOriginal, seen, nullptr});
    panels = view->addMenu(Text::tr("&Panels"));
    fill(view, {hidePanels, fullScreen});

    fill(bar->addMenu(Text::tr("&Photo")),
         {turnLeft, turnRight, flipAcross, flipDown, nullptr, crop, straighten, resize});
    QMenu* style = bar->addMenu(Text::tr("Ani&me"));
    fill(style, {animeify, stop, nullptr});
    styles = style->addMenu(Text::tr("&Style"));
    fill(style, {addStyle});
    fill(bar->addMenu(Text::tr("&Instruct")),
         {run, stop, again, weaker, stronger, pad, nullptr, keepStep, branch, keepChanges, stepBack,
          stepOn, nullptr, older, newer});
    fill(bar->addMenu(Text::tr("&Settings")), {shortcuts, preferences});
    fill(bar->addMenu(Text::tr("&Help")), {about, aboutQt});
}

QList<QAction*> Actions::forPhoto() const
{
    return {exportPicture, closePhoto,  copy,         zoomIn,     zoomOut,
            fit,           actualSize,  fitWidth,     compareOff, compareSplit,
            compareSides,  compareNext, showOriginal, turnLeft,   turnRight,
            flipAcross,    flipDown,    crop,         straighten, resize};
}

} // namespace enogu
