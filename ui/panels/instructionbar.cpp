// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/instructionbar.h"

#include "ui/icons.h"
#include "ui/panels/chiprow.h"
#include "ui/panels/instructionfield.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace enogu {

namespace {

/// English in every language: that is what models read.
QStringList examplesOf(EditMode mode)
{
    if (mode == EditMode::Generate)
        return {QStringLiteral("a street at night with snow"),
                QStringLiteral("a quiet room with a red lamp"),
                QStringLiteral("a bus in front of a house, in the rain")};
    return {QStringLiteral("make it night"), QStringLiteral("make it snow"),
            QStringLiteral("make the car red"), QStringLiteral("remove the tree")};
}

QLabel* faintLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

InstructionBar::InstructionBar(QWidget* parent)
    : QWidget(parent),
      m_mode(new QComboBox(this)),
      m_field(new InstructionField(this)),
      m_examples(new QToolButton(this)),
      m_run(new QPushButton(this)),
      m_forecast(faintLabel(this)),
      m_tokens(faintLabel(this)),
      m_seen(new QToolButton(this)),
      m_chips(new ChipRow(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 6);
    column->setSpacing(4);
    column->addLayout(m_chips);
    column->addLayout(buildLine());
    column->addLayout(buildNotes());
    connect(m_mode, &QComboBox::currentIndexChanged, this, [this] {
        refreshWords();
        Q_EMIT modeChanged();
    });
    connect(m_field, &InstructionField::runRequested, this, [this] {
        if (m_run->isEnabled() && !m_running && !m_modelMissing)
            Q_EMIT runRequested();
    });
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        refreshRun();
        Q_EMIT textChanged();
    });
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT stopRequested();
        else if (m_modelMissing)
            Q_EMIT modelWanted();
        else
            Q_EMIT runRequested();
    });
    refreshWords();
    clearReach();
    setForecast({}, false);
}

QBoxLayout* InstructionBar::buildLine()
{
    m_mode->addItems({tr("Edit"), tr("Generate")});
    m_mode->setAccessibleName(tr("Mode"));
    m_mode->setToolTip(tr("Edit changes the photo as you say; Generate makes a picture of what you "
                          "describe."));
    m_examples->setIcon(themedIcon(QStringLiteral("words")));
    m_examples->setAutoRaise(true);
    m_examples->setFocusPolicy(Qt::TabFocus);
    m_examples->setAccessibleName(tr("Examples and Earlier Texts"));
    m_examples->setToolTip(tr("Examples, and what you ran before (Alt+Up, Alt+Down)"));
    connect(m_examples, &QToolButton::clicked, this, &InstructionBar::addExamples);
    m_run->setAutoDefault(false);
    auto* line = new QHBoxLayout;
    line->setSpacing(6);
    for (QWidget* widget : {static_cast<QWidget*>(m_mode), static_cast<QWidget*>(m_field),
                            static_cast<QWidget*>(m_examples), static_cast<QWidget*>(m_run)})
        line->addWidget(widget, widget == m_field ? 1 : 0, Qt::AlignVCenter);
    return line;
}

QBoxLayout* InstructionBar::buildNotes()
{
    m_seen->setText(tr("What the Model Sees"));
    m_seen->setAccessibleName(m_seen->text());
    m_seen->setAutoRaise(true);
    m_seen->setFocusPolicy(Qt::TabFocus);
    connect(m_seen, &QToolButton::clicked, this, &InstructionBar::seenRequested);
    m_tokens->setAccessibleName(tr("Words read by the model"));
    auto* notes = new QHBoxLayout;
    notes->setSpacing(12);
    notes->addWidget(m_tokens);
    notes->addStretch();
    notes->addWidget(m_forecast);
    notes->addWidget(m_seen);
    return notes;
}

void InstructionBar::addExamples()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString& text) {
        constexpr int kWidth = 420; // logical px
        const QString shown = fontMetrics().elidedText(text, Qt::ElideRight, kWidth);
        connect(menu->addAction(QString(shown).replace(QLatin1Char('&'), QStringLiteral("&&"))),
                &QAction::triggered, this, [this, text] { setText(text); });
    };
    menu->addSection(tr("Examples"));
    for (const QString& text : examplesOf(mode()))
        add(text);
    constexpr int kShown = 10;
    const QStringList earlier = m_field->earlier().mid(0, kShown);
    if (!earlier.isEmpty())
        menu->addSection(tr("Earlier"));
    for (const QString& text : earlier)
        add(text);
    menu->popup(m_examples->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

EditMode InstructionBar::mode() const
{
    return EditMode(m_mode->currentIndex());
}

void InstructionBar::setMode(EditMode mode)
{
    m_mode->setCurrentIndex(int(mode));
}

QString InstructionBar::text() const
{
    return m_field->text();
}

void InstructionBar::setText(const QString& text)
{
    m_field->setPlainText(text);
    m_field->moveCursor(QTextCursor::End);
    m_field->setFocus();
}

void InstructionBar::selectText()
{
    m_field->selectAll();
    m_field->setFocus();
}

void InstructionBar::refreshWords()
{
    const bool edit = mode() == EditMode::Edit;
    const QString name = edit ? tr("What should change?") : tr("What should be in the picture?");
    m_field->setAccessibleName(name);
    //: %1 is "What should change?", %2 an example
    m_field->setPlaceholderText(tr("%1  For example: %2").arg(name, examplesOf(mode()).first()));
    refreshRun();
}

void InstructionBar::refreshRun()
{
    const QString name = m_running ? tr("Stop") : m_modelMissing ? tr("Open a Model…") : tr("Run");
    m_run->setText(name);
    m_run->setAccessibleName(name);
    m_run->setIcon(themedIcon(m_running        ? QStringLiteral("stop")
                              : m_modelMissing ? QStringLiteral("open")
                                               : QStringLiteral("run")));
    m_run->setEnabled(m_running || m_modelMissing || (m_obstacle.isEmpty() && !text().isEmpty()));
    QString tip = m_running ? tr("Stop and keep the latest step (Esc)") : tr("Run (Enter)");
    if (!m_running && m_modelMissing)
        tip = tr("Choose a model's folder or file");
    else if (!m_running && !m_obstacle.isEmpty())
        tip = m_obstacle;
    else if (!m_running && text().isEmpty())
        tip = tr("Write what you want first");
    m_run->setToolTip(tip);
}

void InstructionBar::setObstacle(const QString& why)
{
    m_obstacle = why;
    refreshRun();
}

void InstructionBar::setModelMissing(bool missing)
{
    m_modelMissing = missing;
    refreshRun();
}

void InstructionBar::setRunning(bool running)
{
    m_running = running;
    refreshRun();
}

void InstructionBar::setStopping()
{
    m_run->setText(tr("Stopping…"));
    m_run->setEnabled(false);
}

void InstructionBar::setForecast(const QString& line, bool seen)
{
    m_forecast->setText(line);
    m_forecast->setAccessibleName(line);
    m_seen->setVisible(seen);
}

void InstructionBar::setReach(const TextReach& reach)
{
    const bool all = reach.tokens <= reach.limit;
    m_tokens->setText(tr("%1 of %2 word pieces").arg(reach.tokens).arg(reach.limit));
    m_tokens->setForegroundRole(all ? QPalette::PlaceholderText : QPalette::WindowText);
    m_tokens->setToolTip(all ? tr("How much of the text the model can read")
                             : tr("The model does not read what is struck out."));
    m_tokens->setVisible(!text().isEmpty());
    m_field->setBytesRead(all ? std::size_t(-1) : reach.bytesRead);
}

void InstructionBar::clearReach()
{
    m_tokens->hide();
    m_field->setBytesRead(std::size_t(-1));
}

} // namespace enogu
