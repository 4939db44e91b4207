// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcutsdialog.h"

#include "ui/plaintext.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace enogu {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(enogu::ShortcutsDialog)
};

QString keysOf(const QAction* action)
{
    constexpr int kShown = 2;
    QStringList keys;
    const auto shortcuts = action->shortcuts();
    for (const QKeySequence& key : shortcuts) {
        const bool ofOldKeyboards = key[0].key() > Qt::Key_F12 && key[0].key() <= Qt::Key_F35;
        if (!ofOldKeyboards && keys.size() < kShown)
            keys += key.toString(QKeySequence::NativeText);
    }
    return keys.join(QStringLiteral(", "));
}

/// What the picture answers to while it has the focus.
void addCanvasKeys(QTreeWidget* table)
{
    const std::pair<QString, QString> rows[] = {
        {Text::tr("See the original, while held"), Text::tr("\\ or O")},
        {Text::tr("Move the picture"), Text::tr("Drag, arrow keys")},
        {Text::tr("Zoom about the pointer"), Text::tr("Wheel")},
        {Text::tr("Actual size, fit, fit width"), Text::tr("1, 2, 3")},
        {Text::tr("Fit or actual size"), Text::tr("F, double click")},
    };
    for (const auto& [action, keys] : rows)
        new QTreeWidgetItem(table, {action, keys});
}

} // namespace

void showShortcuts(const QList<QAction*>& actions, QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(Text::tr("Keyboard Shortcuts"));
    auto* table = new QTreeWidget(&dialog);
    table->setHeaderLabels({Text::tr("Action"), Text::tr("Keys")});
    table->setRootIsDecorated(false);
    table->setAccessibleName(Text::tr("Keyboard Shortcuts"));
    for (const QAction* action : actions)
        if (!action->shortcuts().isEmpty())
            new QTreeWidgetItem(table, {plainText(action->text()), keysOf(action)});
    addCanvasKeys(table);
    table->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(&dialog);
    buttons->addButton(Text::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    dialog.resize(520, 560);
    dialog.exec();
}

} // namespace enogu
