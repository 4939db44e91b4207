// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/desk.h"
#include "ui/edit/editor.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/instructionfield.h"
#include "ui/panels/instructpanel.h"
#include "ui/panels/stepstrip.h"

#include <QPushButton>
#include <QStandardPaths>

namespace enogu {

/// The window as somebody uses it who edits by instruction.
struct Studio : Desk
{
    InstructionBar* bar = window.findChild<InstructionBar*>();
    StepStrip* strip = window.findChild<StepStrip*>();
    InstructPanel* panel = window.findChild<InstructPanel*>();

    Studio() { script->blockMicroseconds = 100; }

    template <typename Button = QAbstractButton>
    Button* button(const QString& name, QWidget* within = nullptr)
    {
        for (auto* found : (within ? within : &window)->findChildren<Button*>())
            if (found->accessibleName() == name)
                return found;
        return nullptr;
    }
    void type(const QString& text)
    {
        bar->field().setFocus();
        bar->field().selectAll();
        QTest::keyClicks(&bar->field(), text);
    }
    void pressEnter() { QTest::keyClick(&bar->field(), Qt::Key_Return); }
    std::size_t nodes() { return document().history().nodes().size(); }
    const HistoryNode& node() { return document().history().current(); }
    Instruct instruct() { return std::get<Instruct>(node().recipe.value()); }
    /// Types, runs, and waits for the result.
    void edit(const QString& text)
    {
        const std::size_t before = nodes();
        type(text);
        pressEnter();
        QTRY_COMPARE(nodes(), before + 1);
        QTRY_VERIFY(!document().isBusy());
    }
};

} // namespace enogu
