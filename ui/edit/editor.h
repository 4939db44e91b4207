// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/edit/attempt.h"
#include "ui/edit/choice.h"
#include "ui/edit/outlook.h"
#include "ui/panels/messagebar.h"

#include <QObject>

namespace enogu {

class AreaRow;
class Easel;
class GuidancePad;
class InstructionBar;
class InstructPanel;
class ModelChooser;
class Runner;
class StepStrip;

/// Edits and pictures in words: makes runs of what bar, panel and strip say, shows each step as it
/// comes, and puts the results into the document. GUI thread only.
class Editor : public QObject
{
    Q_OBJECT
public:
    /// All outlive the editor.
    struct Desk
    {
        InstructionBar* bar;
        InstructPanel* panel;
        AreaRow* areas;
        ModelChooser* models;
        StepStrip* strip;
        MessageBar* messages;
        Runner* runner;
        Easel* draft; ///< shows a run without a photo
    };
    explicit Editor(const Desk& desk, QObject* parent = nullptr);

    void setTab(PhotoTab* tab); ///< null: no photo is open
    void setDevice(const QString& device) { m_device = device; }
    /// Empty: there is an engine.
    void setEngineMissing(const QString& reason) { m_outlook.setEngineMissing(reason); }
    Forecast& forecast() { return m_outlook.forecast(); }
    /// A run without a photo is shown on the draft easel.
    bool isDrafting() const;
    bool isRunning() const { return m_attempt != nullptr; }
    /// The tab is about to go: what runs for it is stopped.
    void forget(PhotoTab* tab);

    void run();
    void tryAgain();
    void weaker() { scale(-1); }
    void stronger() { scale(1); }
    void keepStep();
    void branch();
    void showPad();
    void moveStep(int by);
    /// Leaves a step, else the pictures to choose from, else a branch: one at a time. False when
    /// there was nothing to leave.
    bool leave();
    /// The current node of the tab is another one.
    void showNode();

Q_SIGNALS:
    void changed(); ///< what can be done now
    /// A picture that belongs to no open photo.
    void pictureMade(const enogu::EditRecipe& recipe, const enogu::Image& image,
                     const enogu::StepsPtr& steps);
    void failed(const enogu::Error& error, const enogu::MessageBar::Action& action);

private:
    using AttemptPtr = std::shared_ptr<Attempt>;

    void connectDesk();
    void refresh();
    EditRecipe recipe() const;
    std::optional<Attempt> wanted() const;
    HistoryNodePtr node() const;       ///< of the tab; null without one
    HistoryNodePtr branchNode() const; ///< null unless a branch was begun
    Easel* easel() const;              ///< of the run, else of the tab
    void refreshHint();
    void takeTool();
    void setBranch(int node, int step);
    void scrub(int index);
    // editorruns.cpp
    void begin(Attempt attempt);
    void takeStep(const Step& step);
    void finish(const AttemptPtr& attempt, const Result& result);
    void stopped(const AttemptPtr& attempt);
    Choice* choose(const Attempt& attempt, const QString& title,
                   const std::vector<Choice::Picture>& pictures);
    void offerRests(const std::vector<Attempt>& rests, const QString& title);
    void keepRests(const QPointer<Choice>& choice, const std::vector<Attempt>& rests,
                   std::vector<int> chosen);
    Easel& easelOf(const Attempt& attempt) const;
    MessageBar::Action remedyFor(const AttemptPtr& attempt, const Error& error);
    void fail(const AttemptPtr& attempt, const Error& error);
    void add(const AttemptPtr& attempt, int variant, const Result& result);
    void offer(const AttemptPtr& attempt, const Result& result);
    void judge(const Attempt& attempt, const EditRecipe& recipe, const Image& image);
    void scale(int direction);
    void vary(const EditRecipe& recipe);
    void goOn();
    void show(Notice notice);

    Desk m_desk;
    Outlook m_outlook;
    GuidancePad* m_pad;
    QPointer<PhotoTab> m_tab;
    AttemptPtr m_attempt; ///< the one that runs
    QString m_device = QStringLiteral("auto");
    std::pair<EditRecipe, QString> m_hint; ///< about the last result, and which that is
    int m_branchNode = -1, m_branchStep = 0;
};

} // namespace enogu
