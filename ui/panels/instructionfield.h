// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QStringList>

namespace enogu {

/// One to three lines of words for the model. Enter runs, except while an input method composes;
/// Shift+Enter breaks the line; Alt+Up and Alt+Down walk through what was run before.
class InstructionField : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit InstructionField(QWidget* parent = nullptr);

    QString text() const { return toPlainText().trimmed(); }
    /// What was run before, newest first.
    void setEarlier(const QStringList& texts);
    QStringList earlier() const { return m_earlier; }
    void remember(const QString& text);
    void showEarlier(int by); ///< 1 an older one, −1 a newer one
    /// Marks the text behind its first `bytes` of UTF-8: the model does not read it.
    void setBytesRead(std::size_t bytes);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void runRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void fitLines();
    int heightOf(int lines) const;

    QStringList m_earlier;
    int m_place = -1; ///< in m_earlier; −1: what is being written
    QString m_draft;
    bool m_composing = false;
};

} // namespace enogu
