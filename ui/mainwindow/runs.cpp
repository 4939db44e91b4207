// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/document/recipejson.h"
#include "ui/edit/editor.h"
#include "ui/edit/runner.h"
#include "ui/errortext.h"
#include "ui/panels/editpanel.h"
#include "ui/panels/phototab.h"

#include <QActionGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace enogu {

namespace {

const QString kCel = QStringLiteral("cel");

QString timeLeft(double seconds)
{
    if (seconds < 0)
        return {};
    if (seconds < 90)
        return QStringLiteral(" · ") + MainWindow::tr("%1 s left").arg(int(std::ceil(seconds)));
    return QStringLiteral(" · ") + MainWindow::tr("%1 min left").arg(int(std::ceil(seconds / 60)));
}

} // namespace

void MainWindow::animeify()
{
    PhotoTab* tab = currentTab();
    if (!tab || m_runner->isActive())
        return;
    Animeify recipe = m_editPanel->recipe();
    recipe.style = m_memory.style.toStdString();
    const HistoryNodePtr source = tab->runSource();
    m_messages->dismiss();
    const QPointer<PhotoTab> kept = m_runTab = tab;
    Runner::Watch watch;
    watch.previewed = [kept](const Image& image) {
        if (kept)
            kept->canvas().setPreview(image);
    };
    watch.ended = [this, kept] {
        m_runTab.clear();
        if (kept)
            kept->canvas().clearPreview();
    };
    watch.finished = [this, kept, node = source->id](const Result& result) {
        takeAnime(kept, node, result);
    };
    watch.failed = [this](const Error& error) {
        complain(error, {tr("Try &Again"), [this] { animeify(); }});
    };
    m_runner->begin(Job{0, recipe, std::nullopt, m_preferences.device.toStdString(), true},
                    source->image, std::move(watch));
}

void MainWindow::takeAnime(const QPointer<PhotoTab>& tab, int source, const Result& result)
{
    if (tab)
        tab->document().addResult(
            {result.recipe, result.image, result.flatLayer, titleOfRecipe(result.recipe), source});
    if (!result.notices.empty())
        m_messages->showMessage(sentenceOf(result.notices.front()));
}

bool MainWindow::isRunning() const
{
    return m_runner->isActive();
}

void MainWindow::showActive(bool active)
{
    m_phase->setText(active ? tr("Getting the photo ready") : QString());
    m_progress->setRange(0, 0);
    for (QWidget* widget : {static_cast<QWidget*>(m_phase), static_cast<QWidget*>(m_progress),
                            static_cast<QWidget*>(m_stop)})
        widget->setVisible(active);
    refreshAnimeify(currentTab() != nullptr);
}

void MainWindow::showProgress(const Progress& progress)
{
    m_progress->setRange(0, 1000);
    m_progress->setValue(int(1000 * progress.done / progress.total));
    if (!m_runner->isStopping())
        m_phase->setText(translatedPhase(progress.phase) + timeLeft(progress.secondsLeft));
}

void MainWindow::showDevices(const std::vector<DeviceInfo>& devices)
{
    m_engineMissing.clear();
    m_devices = devices;
    refreshDevice();
    refreshAnimeify(currentTab() != nullptr);
    m_editor->setEngineMissing({});
}

void MainWindow::showEngineMissing(const QString& reason)
{
    m_engineMissing = reason;
    m_deviceLabel->setText(tr("No engine"));
    complain(Error(ErrorCode::EngineUnavailable, reason.toStdString()), {});
    refreshAnimeify(currentTab() != nullptr);
    m_editor->setEngineMissing(reason);
}

void MainWindow::look()
{
    PhotoTab* tab = currentTab();
    if (!tab || !tab->document().canSetLook())
        return;
    const Animeify recipe = m_editPanel->recipe();
    tab->document().setLook(recipe.look, recipe.strength, recipe.keepColour);
}

void MainWindow::syncPanel()
{
    PhotoTab* tab = currentTab();
    const auto recipe = tab ? tab->document().history().current().recipe : std::nullopt;
    if (recipe && std::holds_alternative<Animeify>(*recipe))
        m_editPanel->setRecipe(std::get<Animeify>(*recipe));
}

QString MainWindow::styleName(const QString& style)
{
    return style == kCel ? QStringLiteral("Cel") : QFileInfo(style).completeBaseName();
}

void MainWindow::refreshStyles()
{
    QMenu* menu = m_actions->styles;
    menu->clear();
    delete m_styleGroup;
    m_styleGroup = new QActionGroup(this);
    for (const QString& style : QStringList{kCel} + m_memory.styles) {
        QAction* action = menu->addAction(styleName(style));
        action->setCheckable(true);
        action->setChecked(style == m_memory.style);
        action->setToolTip(style == kCel ? tr("The style that comes with Enogu") : style);
        m_styleGroup->addAction(action);
        connect(action, &QAction::triggered, this, [this, style] { chooseStyle(style); });
    }
    menu->addSeparator();
    menu->addAction(m_actions->addStyle);
    if (m_memory.style != kCel)
        connect(menu->addAction(tr("&Remove %1").arg(styleName(m_memory.style))),
                &QAction::triggered, this, [this] { removeStyle(m_memory.style); });
    constexpr int kWidth = 160; // logical px
    const QString name = styleName(m_memory.style);
    m_style->setText(m_style->fontMetrics().elidedText(name, Qt::ElideMiddle, kWidth));
    m_style->setToolTip(tr("Style: %1").arg(name));
    m_style->setAccessibleName(tr("Style: %1").arg(name));
    m_editPanel->setStyleIsCel(m_memory.style == kCel);
    refreshAnimeify(currentTab() != nullptr);
}

void MainWindow::chooseStyle(const QString& style)
{
    m_memory.style = style;
    // the menu that is being read must outlive this call
    QMetaObject::invokeMethod(this, &MainWindow::refreshStyles, Qt::QueuedConnection);
    m_editPanel->setStyleIsCel(style == kCel);
    if (m_actions->animeify->isEnabled())
        animeify();
}

void MainWindow::chooseStyleFile()
{
    const QFileInfo file(QFileDialog::getOpenFileName(
        this, tr("Add Style"), QDir::homePath(),
        tr("Weights (*.safetensors *.pth *.pt *.bin *.npy);;All files (*)")));
    if (file.filePath().isEmpty())
        return;
    m_askAgain = [this] { chooseStyleFile(); };
    const bool oneOfMany = file.suffix() == QLatin1String("npy");
    Q_EMIT inspectRequested(oneOfMany ? file.path() : file.filePath());
}

void MainWindow::removeStyle(QString style)
{
    const auto place = m_memory.styles.indexOf(style);
    m_memory.styles.removeAt(place);
    m_memory.style = kCel;
    QMetaObject::invokeMethod(this, &MainWindow::refreshStyles, Qt::QueuedConnection);
    m_messages->showMessage(
        tr("%1 is no longer in the list of styles; its file stays.").arg(styleName(style)),
        {tr("&Undo"), [this, style, place] {
             m_memory.styles.insert(qMin(place, m_memory.styles.size()), style);
             m_memory.style = style;
             refreshStyles();
         }});
}

void MainWindow::addStyle(const ModelInfo& model)
{
    const QString path = QString::fromStdString(model.path);
    m_memory.style = path;
    if (!m_memory.styles.contains(path))
        m_memory.styles.append(path);
    refreshStyles();
    m_messages->showMessage(
        tr("Added %1: %2.").arg(styleName(path), QString::fromStdString(model.kind)),
        {tr("&Animeify with It"), [this] { animeify(); }});
}

} // namespace enogu
