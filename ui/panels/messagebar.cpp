// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/messagebar.h"

#include "ui/icons.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace enogu {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      m_text(new QLabel(this)),
      m_first(new QPushButton(this)),
      m_second(new QPushButton(this)),
      m_close(new QToolButton(this))
{
    setAccessibleName(tr("Message"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(themedIcon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close Message"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_first);
    row->addWidget(m_second);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    hide();
}

void MessageBar::showMessage(const QString& sentence, const Action& first, const Action& second)
{
    m_text->setText(sentence);
    m_text->setAccessibleName(sentence);
    setAction(m_first, first);
    setAction(m_second, second);
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
    button->disconnect();
    button->setText(action.text);
    button->setAccessibleName(QString(action.text).remove(QLatin1Char('&')));
    button->setVisible(!action.text.isEmpty());
    connect(button, &QPushButton::clicked, this, [this, run = action.run] {
        dismiss();
        if (run)
            run();
    });
}

} // namespace enogu
