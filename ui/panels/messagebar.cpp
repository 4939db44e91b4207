// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/messagebar.h"

#include "ui/icons.h"
#include "ui/plaintext.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace enogu {

namespace {

QLabel* textLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      m_text(textLabel(this)),
      m_details(textLabel(this)),
      m_action(makeButton({})),
      m_otherAction(makeButton({})),
      m_unfold(makeButton(tr("&Details"))),
      m_copy(makeButton(tr("&Copy"))),
      m_close(new QToolButton(this))
{
    setAccessibleName(tr("Message"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_unfold->setCheckable(true);
    m_close->setIcon(themedIcon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close Message"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 6, 8, 6);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_text, 0, 0);
    grid->addWidget(m_action, 0, 1);
    grid->addWidget(m_otherAction, 0, 2);
    grid->addWidget(m_unfold, 0, 3);
    grid->addWidget(m_close, 0, 4);
    grid->addWidget(m_details, 1, 0, 1, 3);
    grid->addWidget(m_copy, 1, 3, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_unfold, &QPushButton::toggled, m_details, &QWidget::setVisible);
    connect(m_unfold, &QPushButton::toggled, m_copy, &QWidget::setVisible);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_details->text()); });
    hide();
}

QPushButton* MessageBar::makeButton(const QString& text)
{
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(plainText(text));
    button->setAutoDefault(false);
    return button;
}

void MessageBar::showMessage(const QString& sentence, const Action& action, const QString& details,
                             const Action& otherAction)
{
    m_text->setText(sentence);
    m_text->setAccessibleName(sentence);
    m_details->setText(details);
    m_details->setAccessibleName(details);
    setAction(m_action, action);
    setAction(m_otherAction, otherAction);
    m_unfold->setChecked(false);
    for (QWidget* unfolded : {static_cast<QWidget*>(m_details), static_cast<QWidget*>(m_copy)})
        unfolded->hide();
    m_unfold->setVisible(!details.isEmpty());
    show();
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString MessageBar::sentence() const
{
    return isHidden() ? QString() : m_text->text();
}

void MessageBar::dismiss()
{
    hide();
    m_text->clear();
}

void MessageBar::setAction(QPushButton* button, const Action& action)
{
    button->disconnect(this);
    button->setText(action.text);
    button->setAccessibleName(plainText(action.text));
    button->setVisible(!action.text.isEmpty());
    connect(button, &QPushButton::clicked, this, [this, run = action.run] {
        dismiss();
        if (run)
            run();
    });
}

} // namespace enogu
