// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/instructionfield.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>

namespace enogu {

namespace {

constexpr int kMostLines = 3;
constexpr int kMostEarlier = 100;

} // namespace

InstructionField::InstructionField(QWidget* parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setLineWrapMode(WidgetWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &InstructionField::fitLines);
}

void InstructionField::fitLines()
{
    setVerticalScrollBarPolicy(document()->size().height() > kMostLines ? Qt::ScrollBarAsNeeded
                                                                        : Qt::ScrollBarAlwaysOff);
    updateGeometry();
}

int InstructionField::heightOf(int lines) const
{
    const int edges = 2 * frameWidth() + 2 * int(document()->documentMargin()) + 2;
    return lines * fontMetrics().lineSpacing() + edges;
}

QSize InstructionField::sizeHint() const
{
    const int lines = std::clamp(int(document()->size().height()), 1, kMostLines);
    return {400, heightOf(lines)};
}

QSize InstructionField::minimumSizeHint() const
{
    return {160, heightOf(1)};
}

void InstructionField::setEarlier(const QStringList& texts)
{
    m_earlier = texts.mid(0, kMostEarlier);
    m_place = -1;
}

void InstructionField::remember(const QString& text)
{
    QStringList texts = m_earlier;
    texts.removeAll(text);
    texts.prepend(text);
    setEarlier(texts);
}

void InstructionField::showEarlier(int by)
{
    const int place = std::clamp(m_place + by, -1, int(m_earlier.size()) - 1);
    if (place == m_place)
        return;
    if (m_place < 0)
        m_draft = toPlainText();
    setPlainText(place < 0 ? m_draft : m_earlier[place]);
    m_place = place;
    moveCursor(QTextCursor::End);
}

void InstructionField::setBytesRead(std::size_t bytes)
{
    const QByteArray whole = toPlainText().toUtf8();
    QList<QTextEdit::ExtraSelection> marks;
    if (bytes < std::size_t(whole.size())) {
        QTextEdit::ExtraSelection unread;
        unread.cursor = textCursor();
        unread.cursor.setPosition(int(QString::fromUtf8(whole.left(qsizetype(bytes))).size()));
        unread.cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
        unread.format.setForeground(palette().color(QPalette::PlaceholderText));
        unread.format.setFontStrikeOut(true);
        marks.append(unread);
    }
    setExtraSelections(marks);
}

void InstructionField::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && modifiers == Qt::NoModifier) {
        if (!m_composing)
            Q_EMIT runRequested();
    } else if (modifiers == Qt::AltModifier && event->key() == Qt::Key_Up) {
        showEarlier(1);
    } else if (modifiers == Qt::AltModifier && event->key() == Qt::Key_Down) {
        showEarlier(-1);
    } else if (event->key() == Qt::Key_Escape) {
        event->ignore(); // the window's
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void InstructionField::inputMethodEvent(QInputMethodEvent* event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

/// Files that are dropped here are the window's.
void InstructionField::insertFromMimeData(const QMimeData* source)
{
    if (!source->hasUrls())
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace enogu
