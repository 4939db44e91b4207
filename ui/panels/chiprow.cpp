// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/chiprow.h"

#include "ui/icons.h"
#include "ui/plaintext.h"

#include <QLabel>
#include <QToolButton>

namespace enogu {

namespace {

void say(QLabel* label, const QString& sentence)
{
    label->setText(sentence);
    label->setAccessibleName(sentence);
    label->setVisible(!sentence.isEmpty());
}

} // namespace

ChipRow::ChipRow(QWidget* parent)
{
    setSpacing(6);
    const auto add = [this, parent](const QString& text, const QString& tip,
                                    void (ChipRow::*asked)()) {
        auto* button = new QToolButton(parent);
        button->setText(plainText(text));
        button->setAccessibleName(plainText(text));
        button->setToolTip(tip);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, asked);
        addWidget(button);
        return button;
    };
    m_branch =
        add({}, tr("The next run goes on from this step. Press to begin with the photo again."),
            &ChipRow::branchLeft);
    m_branch->setIcon(themedIcon(QStringLiteral("close")));
    m_branch->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_again = add(tr("Tr&y Again"), tr("The same with another seed"), &ChipRow::againRequested);
    m_weaker =
        add(tr("&Weaker"), tr("The same seed, nearer to the photo"), &ChipRow::weakerRequested);
    m_stronger = add(tr("Stron&ger"), tr("The same seed, nearer to the instruction"),
                     &ChipRow::strongerRequested);
    m_changes = add(tr("Keep Only What Changed…"),
                    tr("Choose which changes stay; elsewhere the photo comes back exactly"),
                    &ChipRow::changesRequested);
    for (QLabel** label : {&m_hint, &m_trouble}) {
        *label = new QLabel(parent);
        (*label)->setTextFormat(Qt::PlainText);
        (*label)->setWordWrap(true);
        addWidget(*label, 1);
    }
    addStretch();
    setBranch({});
    setChips({});
    setHint({});
    setTrouble({});
}

void ChipRow::setBranch(const QString& line)
{
    m_branch->setText(line);
    m_branch->setAccessibleName(tr("%1: leave").arg(line));
    m_branch->setVisible(!line.isEmpty());
}

void ChipRow::setChips(const Chips& shown)
{
    m_again->setVisible(shown.again);
    m_weaker->setVisible(shown.scales);
    m_stronger->setVisible(shown.scales);
    m_changes->setVisible(shown.changes);
}

void ChipRow::setHint(const QString& hint)
{
    say(m_hint, hint);
}

void ChipRow::setTrouble(const QString& sentence)
{
    say(m_trouble, sentence);
}

} // namespace enogu
