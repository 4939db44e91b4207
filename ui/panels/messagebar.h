// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace enogu {

/// One sentence, at most two actions and, on demand, the details, inserted above the canvas; hidden
/// when there is nothing to say. An action closes the bar.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    struct Action
    {
        QString text;
        std::function<void()> run;
    };
    explicit MessageBar(QWidget* parent = nullptr);

    /// `details` is plain text of several lines that can be unfolded and copied.
    void showMessage(const QString& sentence, const Action& action = {},
                     const QString& details = {}, const Action& otherAction = {});
    QString sentence() const;
    void dismiss();

private:
    void setAction(QPushButton* button, const Action& action);
    QPushButton* makeButton(const QString& text);

    QLabel* m_text;
    QLabel* m_details;
    QPushButton *m_action, *m_otherAction;
    QPushButton* m_unfold;
    QPushButton* m_copy;
    QToolButton* m_close;
};

} // namespace enogu
