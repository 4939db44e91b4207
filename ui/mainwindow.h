// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "ui/dialogs/preferencesdialog.h"
#include "ui/document/history.h"
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

class AreaRow;
class Easel;
class EditPanel;
class Editor;
class EmptyState;
class HistoryPanel;
class InstructionBar;
class InstructPanel;
class ModelChooser;
class PhotoTab;
class Runner;
class Session;
class StepStrip;
struct SessionContent;
struct ExportChoice;
struct Photo;

/// What the window remembers from one start to the next.
struct WindowMemory
{
    QStringList recent;               ///< newest first
    QStringList styles;               ///< weight files that the person added
    QString style;                    ///< "cel" or one of `styles`
    QStringList instructions;         ///< what was run, newest first
    QStringList models;               ///< paths of models that the person opened
    QString editModel, generateModel; ///< empty: the one that comes with the program
    QByteArray geometry;
    QByteArray state;
};

/// The window. It knows no engine: it asks by signals, and is told by slots what came of it; runs
/// go through its Runner.
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
    Runner& runner() { return *m_runner; }
    Editor& editor() { return *m_editor; }
    bool isRunning() const;
    /// Keeps every photo from now on in the session, and offers what was lost before.
    void keepIn(Session& session);

public Q_SLOTS:
    void showDevices(const std::vector<enogu::DeviceInfo>& devices);
    void showEngineMissing(const QString& reason);
    void showModels(const std::vector<enogu::FoundModel>& models);
    /// A style or a model for words, whichever it is.
    void addInspected(const enogu::ModelInfo& model);
    void refuseInspected(const enogu::Error& error);

Q_SIGNALS:
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
    // mainwindow/layout.cpp
    void buildCentre();
    void buildEditor();
    void buildToolBar();
    void buildDocks();
    void buildStatusBar();
    // mainwindow/state.cpp
    void connectActions();
    void connectPanels();
    void connectViewActions();
    void connectPhotoActions();
    void connectInstructActions();
    void undo();
    void redo();
    void refreshCentre();
    void refresh();
    void refreshTab(PhotoTab* tab);
    void refreshUndo();
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
    void openModel(bool isFile);
    void openFile(const QString& path, bool huge, const QString& name = {});
    void openSample(const QString& resource, const QString& name);
    void addTab(const QString& path, Photo photo, const QString& name);
    void addTab(PhotoTab* tab, const QString& name);
    void restore(const SessionContent& content);
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
    void showActive(bool active);
    void showProgress(const Progress& progress);
    void takeAnime(const QPointer<PhotoTab>& tab, int source, const Result& result);
    void addMade(const EditRecipe& recipe, const Image& image, const StepsPtr& steps);
    void showSeen();
    void keepChanges();
    void escape();
    void addStyle(const ModelInfo& model);
    void look();
    void syncPanel();
    void refreshStyles();
    void chooseStyle(const QString& style);
    void chooseStyleFile();
    void removeStyle(QString style);
    static QString styleName(const QString& style);

    std::unique_ptr<Actions> m_actions;
    Preferences m_preferences;
    WindowMemory m_memory;
    QStackedWidget* m_centre = nullptr;
    EmptyState* m_empty = nullptr;
    QTabWidget* m_tabs = nullptr;
    MessageBar* m_messages = nullptr;
    Easel* m_draft = nullptr; ///< a run without a photo
    Runner* m_runner = nullptr;
    Editor* m_editor = nullptr;
    InstructionBar* m_bar = nullptr;
    InstructPanel* m_instruct = nullptr;
    ModelChooser* m_models = nullptr;
    AreaRow* m_areas = nullptr;
    StepStrip* m_strip = nullptr;
    QTabWidget* m_editTabs = nullptr;
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
    QPointer<Session> m_session;
    QPointer<PhotoTab> m_runTab;       ///< of a style's run
    std::function<void()> m_askAgain;  ///< chooses another file than the one asked about
    QString m_asked;                   ///< model whose description was asked for; empty: none
    std::vector<DeviceInfo> m_devices; ///< the best one first
    QString m_engineMissing;
};

} // namespace enogu
