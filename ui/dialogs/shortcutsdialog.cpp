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
    QStringList keys;
    const auto shortcuts = action->shortcuts();
    for (const QKeySequence& key : shortcuts)
        keys += key.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
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
    table->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(&dialog);
    buttons->addButton(Text::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    dialog.resize(460, 480);
    dialog.exec();
}

} // namespace enogu
