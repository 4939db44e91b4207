// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "ui/dialogs/preferencesdialog.h"
#include "ui/mainwindow/actions.h"
#include "ui/panels/messagebar.h"

#include <QMainWindow>
#include <QPointer>
#include <QTemporaryDir>

class QActionGroup;
class QLabel;
class QProgressBar;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace enogu {

class EditPanel;
class EmptyState;
class HistoryPanel;
class PhotoTab;
struct ExportChoice;
struct Photo;

/// What the window remembers from one start to the next.
struct WindowMemory
{
    QStringList recent; ///< newest first
    QStringList styles; ///< weight files that the person added
    QString style;      ///< "cel" or one of `styles`
    QByteArray geometry;
    QByteArray state;
};

/// The window. It knows no engine: it asks for runs by signals, and is told by slots what came of
/// them. Every slot of a run ignores jobs other than the one that runStarted named.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const Preferences& preferences, const WindowMemory& memory = {});
    ~MainWindow() override;

    WindowMemory memory() const;
    void openFiles(const QStringList& paths, bool huge = false);
    int photoCount() const;
    PhotoTab* currentTab() const; ///< null in the empty state
    MessageBar& messages() { return *m_messages; }
    Actions& actions() { return *m_actions; }
    bool isRunning() const { return m_run.active; }

public Q_SLOTS:
    void showDevices(const std::vector<enogu::DeviceInfo>& devices);
    void showEngineMissing(const QString& reason);
    void runStarted(enogu::JobId job);
    void showProgress(const enogu::Progress& progress);
    void showRunPreview(const enogu::Preview& preview);
    void finishRun(const enogu::Result& result);
    void failRun(enogu::JobId job, const enogu::Error& error);
    void cancelRun(enogu::JobId job);
    void addInspectedStyle(const enogu::ModelInfo& model);
    void refuseStyle(const enogu::Error& error);

Q_SIGNALS:
    void runRequested(const enogu::Job& job); ///< answered by runStarted before it returns
    void stopRequested();
    void inspectRequested(const QString& path);
    void preferencesChanged(const enogu::Preferences& preferences);
    void closing(); ///< the person agreed; memory() may be kept now

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Run
    {
        bool active = false;
        bool stopping = false;
        JobId job = 0; ///< 0 while the photo is being made ready
        int turn = 0;  ///< tells a run from those before it
        QPointer<PhotoTab> tab;
        int source = 0;
        QString title;
    };

    // mainwindow/layout.cpp
    void buildCentre();
    void buildToolBar();
    void buildDocks();
    void buildStatusBar();
    // mainwindow/state.cpp
    void connectActions();
    void connectPanels();
    void connectViewActions();
    void connectPhotoActions();
    void refresh();
    void refreshTab(PhotoTab* tab);
    void refreshStatus();
    void refreshRecent();
    void refreshAnimeify(bool hasPhoto);
    void refreshDevice();
    void showPreferences();
    void complain(const Error& error, const MessageBar::Action& action,
                  const QString& subject = {});
    void togglePanels(bool hide);
    // mainwindow/files.cpp
    void chooseFiles();
    void openFile(const QString& path, bool huge, const QString& name = {});
    void openSample(const QString& resource, const QString& name);
    void addTab(const QString& path, Photo photo, const QString& name);
    void paste();
    void copyPicture();
    void exportPicture(const std::function<void()>& then = {});
    void save(PhotoTab* tab, const ExportChoice& choice, const std::function<void()>& then);
    void closeTab(int index);
    bool mayClose(PhotoTab* tab, const std::function<void()>& afterExport);
    void remember(const QString& path);
    void edit(const EditRecipe& recipe);
    // mainwindow/runs.cpp
    void animeify();
    void submit(int turn, const Image& srgb, const Animeify& recipe);
    void endRun();
    void look();
    void syncPanel();
    void refreshStyles();
    void chooseStyle(const QString& style);
    void chooseStyleFile();
    void removeStyle(QString style);
    void stopRun();
    static QString styleName(const QString& style);

    std::unique_ptr<Actions> m_actions;
    Preferences m_preferences;
    WindowMemory m_memory;
    QStackedWidget* m_centre = nullptr;
    EmptyState* m_empty = nullptr;
    QTabWidget* m_tabs = nullptr;
    MessageBar* m_messages = nullptr;
    EditPanel* m_editPanel = nullptr;
    HistoryPanel* m_history = nullptr;
    QToolButton* m_style = nullptr;
    QActionGroup* m_styleGroup = nullptr;
    QLabel *m_factsLabel = nullptr, *m_zoomLabel = nullptr, *m_deviceLabel = nullptr,
           *m_phase = nullptr;
    QProgressBar* m_progress = nullptr;
    QToolButton* m_stop = nullptr;
    QList<QWidget*> m_hiddenPanels;
    QTemporaryDir m_samples;
    Run m_run;
    std::vector<DeviceInfo> m_devices; ///< the best one first
    QString m_engineMissing;
};

} // namespace enogu
