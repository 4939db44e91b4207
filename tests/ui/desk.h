// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"
#include "tests/support/fakeengine.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/phototab.h"
#include "ui/plaintext.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace enogu {

/// The real window over a FakeEngine, with one photo on disk.
struct Desk
{
    QTemporaryDir folder;
    std::shared_ptr<FakeScript> script = std::make_shared<FakeScript>();
    MainWindow window{Preferences{}};
    EngineThread engine;

    explicit Desk(EngineThread::Factory factory = {})
        : engine(factory ? factory : [kept = script](std::string*) -> std::unique_ptr<Engine> {
              return std::make_unique<FakeEngine>(kept);
          })
    {
        connectWindow(window, engine);
        window.show();
        engine.start();
    }

    QString photo(const QString& name = QStringLiteral("photo.png"))
    {
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(QColor(200, 120, 40));
        const QString path = folder.filePath(name);
        image.save(path);
        return path;
    }

    void open()
    {
        const int before = window.photoCount();
        window.openFiles({photo(QStringLiteral("photo%1.png").arg(before))});
        QTRY_COMPARE(window.photoCount(), before + 1);
    }

    QAction* styleAction(const QString& text)
    {
        for (QAction* action : window.actions().styles->actions())
            if (plainText(action->text()) == text)
                return action;
        return nullptr;
    }

    bool says(const QString& text)
    {
        for (auto* label : window.statusBar()->findChildren<QLabel*>())
            if (label->text().contains(text))
                return true;
        return false;
    }

    Document& document() { return window.currentTab()->document(); }
    int red() { return document().currentImage().row8(0)[0]; }
    bool hasResult() { return document().history().canUndo(); }
};

/// Presses the button of the next question whose text contains `verb`; remembers the question.
inline void answerNextQuestion(const QString& verb, QString* asked)
{
    auto* timer = new QTimer(qApp);
    timer->setInterval(10);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, verb, asked] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box)
            return;
        timer->deleteLater();
        timer->stop();
        *asked = box->text();
        const auto buttons = box->buttons();
        for (QAbstractButton* button : buttons)
            if (button->text().contains(verb))
                button->click();
    });
    timer->start();
}

} // namespace enogu
