// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace enogu {

/// One sentence and at most two actions, inserted above the canvas; hidden when there is nothing
/// to say. An action closes the bar.
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

    void showMessage(const QString& sentence, const Action& first = {}, const Action& second = {});
    QString sentence() const;
    void dismiss();

private:
    void setAction(QPushButton* button, const Action& action);

    QLabel* m_text;
    QPushButton* m_first;
    QPushButton* m_second;
    QToolButton* m_close;
};

} // namespace enogu
