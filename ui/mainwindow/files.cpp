// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/dialogs/exportdialog.h"
#include "ui/document/background.h"
#include "ui/document/qtimage.h"
#include "ui/document/session.h"
#include "ui/edit/editor.h"
#include "ui/edit/runner.h"
#include "ui/errortext.h"
#include "ui/panels/editpanel.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/phototab.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTabWidget>

namespace enogu {

namespace {

constexpr int kMostRecent = 10;
const QStringList kWeights{QStringLiteral("safetensors"), QStringLiteral("ckpt"),
                           QStringLiteral("pt"), QStringLiteral("pth"), QStringLiteral("bin")};

std::filesystem::path nativePath(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

QString picturesFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return QFileInfo::exists(folder) ? folder : QDir::homePath();
}

} // namespace

void MainWindow::chooseFiles()
{
    const QString last =
        m_memory.recent.isEmpty() ? picturesFolder() : QFileInfo(m_memory.recent.first()).path();
    openFiles(
        QFileDialog::getOpenFileNames(this, tr("Open Photo"), last,
                                      tr("Photos (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp "
                                         "*.gif *.heic *.heif *.avif);;All files (*)")));
}

void MainWindow::openFiles(const QStringList& paths, bool huge)
{
    for (const QString& path : paths) {
        const QFileInfo file(path);
        if (file.isDir() || kWeights.contains(file.suffix().toLower()))
            Q_EMIT inspectRequested(file.absoluteFilePath());
        else
            openFile(file.absoluteFilePath(), huge);
    }
}

void MainWindow::openFile(const QString& path, bool huge, const QString& name)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (static_cast<PhotoTab*>(m_tabs->widget(i))->document().path() == path) {
            m_tabs->setCurrentIndex(i);
            return;
        }
    }
    statusBar()->showMessage(tr("Opening %1…").arg(QFileInfo(path).fileName()));
    using Opened = std::optional<Outcome<Photo>>;
    inBackground(
        this, [path, huge] { return Opened(openPhoto(nativePath(path), {huge})); },
        [this, path, name](Opened opened) {
            statusBar()->clearMessage();
            if (*opened) {
                addTab(path, std::move(*opened).value(), name);
                return;
            }
            const Error& error = opened->error();
            const QString file = QFileInfo(path).fileName();
            if (error.code() == ErrorCode::ImageTooLarge)
                m_messages->showMessage(
                    tr("“%1” is very large: opening it takes time and memory.").arg(file),
                    {tr("Open &Anyway"), [this, path] { openFile(path, true); }}, detailsOf(error));
            else
                complain(error, {tr("Choose &Another…"), [this] { chooseFiles(); }}, file);
        });
}

void MainWindow::openSample(const QString& resource, const QString& name)
{
    const QString path = m_samples.filePath(QFileInfo(resource).fileName());
    if (!QFile::exists(path) && !QFile::copy(resource, path)) {
        m_messages->showMessage(tr("The sample could not be written to %1.").arg(m_samples.path()));
        return;
    }
    openFile(path, false, name);
}

void MainWindow::addTab(const QString& path, Photo photo, const QString& name)
{
    const auto warnings = photo.warnings;
    auto* tab = new PhotoTab(path, std::move(photo));
    addTab(tab, name);
    if (!path.isEmpty() && name.isEmpty())
        remember(path);
    if (!warnings.empty())
        m_messages->showMessage(QString::fromStdString(warnings.front()));
}

void MainWindow::addTab(PhotoTab* tab, const QString& name)
{
    if (!name.isEmpty())
        tab->setName(name);
    if (m_session)
        m_session->add(&tab->document(), name);
    Document& document = tab->document();
    connect(&document, &Document::currentChanged, this, [this, tab] {
        refreshTab(tab);
        const bool sliderIsAhead = tab->document().isBusy();
        if (tab == currentTab() && !sliderIsAhead)
            syncPanel();
        if (tab == currentTab())
            m_editor->showNode();
    });
    connect(&document, &Document::historyChanged, this, [this, tab] { refreshTab(tab); });
    connect(&document, &Document::modifiedChanged, this, [this, tab] { refreshTab(tab); });
    connect(&document, &Document::failed, m_messages,
            [this](const QString& sentence) { m_messages->showMessage(sentence); });
    connect(&tab->canvas(), &Canvas::zoomChanged, this, [this] { refreshStatus(); });
    connect(&tab->canvas(), &Canvas::compareModeChanged, this, [this] { refresh(); });
    connect(&tab->canvas(), &Canvas::showsOriginalChanged, m_actions->showOriginal,
            &QAction::setChecked);
    connect(&tab->canvas(), &Canvas::filesDropped, this,
            [this](const QStringList& paths) { openFiles(paths); });
    m_tabs->setCurrentIndex(m_tabs->addTab(tab, QString()));
    refresh();
    tab->setFocus();
}

void MainWindow::keepIn(Session& session)
{
    m_session = &session;
    connect(&session, &Session::failed, this,
            [this](const QString& sentence) { m_messages->showMessage(sentence); });
    const int lost = session.lostPhotos();
    if (lost == 0)
        return;
    const MessageBar::Action bringBack{
        tr("&Restore"), [this] {
            m_session->restore([this](const SessionContent& content) { restore(content); });
        }};
    m_messages->showMessage(lost == 1
                                ? tr("Enogu ended unexpectedly. Restore the photo that was open?")
                                : tr("Enogu ended unexpectedly. Restore %1 photos?").arg(lost),
                            bringBack, {}, {tr("&Discard"), [this] { m_session->discard(); }});
}

void MainWindow::restore(const SessionContent& content)
{
    for (const SessionPhoto& photo : content.photos) {
        const bool isThere = QFile::exists(photo.path);
        const QString name =
            isThere || !photo.name.isEmpty() ? photo.name : QFileInfo(photo.path).fileName();
        addTab(
            new PhotoTab(std::make_unique<Document>(isThere ? photo.path : QString(), photo.photo,
                                                    History(photo.nodes, photo.current))),
            name);
    }
    if (!content.isWhole)
        m_messages->showMessage(tr("Some of what was open could not be read and is not restored."));
}

void MainWindow::remember(const QString& path)
{
    m_memory.recent.removeAll(path);
    m_memory.recent.prepend(path);
    m_memory.recent.resize(qMin<qsizetype>(m_memory.recent.size(), kMostRecent));
    refreshRecent();
}

void MainWindow::paste()
{
    const QMimeData* clip = QApplication::clipboard()->mimeData();
    if (clip && clip->hasImage()) {
        const QImage image = qvariant_cast<QImage>(clip->imageData());
        if (!image.isNull()) {
            addTab({}, Photo{imageFromQt(image), nullptr, "PNG", {}}, tr("Pasted picture"));
            return;
        }
    }
    QStringList paths;
    const auto urls = clip ? clip->urls() : QList<QUrl>();
    for (const QUrl& url : urls)
        if (url.isLocalFile())
            paths += url.toLocalFile();
    if (paths.isEmpty())
        m_messages->showMessage(tr("The clipboard holds no picture: copy one first."));
    openFiles(paths);
}

void MainWindow::copyPicture()
{
    inBackground(
        this,
        [image = currentTab()->document().currentImage()] { return displayImage(image).copy(); },
        [](QImage image) { QApplication::clipboard()->setImage(image); });
}

void MainWindow::exportPicture(const std::function<void()>& then)
{
    PhotoTab* tab = currentTab();
    const QFileInfo source(tab->document().path());
    const bool ownFolder =
        !tab->document().path().isEmpty() && !source.path().startsWith(m_samples.path());
    const QDir folder(ownFolder ? source.path() : picturesFolder());
    ExportChoice choice;
    const QString suffix = source.suffix().toLower();
    const bool jpeg = suffix == QLatin1String("jpg") || suffix == QLatin1String("jpeg");
    const QString stem =
        source.completeBaseName().isEmpty() ? tr("picture") : source.completeBaseName();
    choice.path = folder.filePath(stem + QStringLiteral("-enogu.") +
                                  (jpeg ? QStringLiteral("jpg") : QStringLiteral("png")));
    ExportDialog dialog(choice, this);
    if (dialog.exec() == QDialog::Accepted)
        save(tab, dialog.choice(), then);
}

void MainWindow::save(PhotoTab* tab, const ExportChoice& choice, const std::function<void()>& then)
{
    SaveOptions options{choice.quality, choice.overwrite, choice.keepLocation, {}};
    if (choice.includeRecipe)
        options.recipeJson = tab->document().recipeFile();
    statusBar()->showMessage(tr("Saving %1…").arg(QFileInfo(choice.path).fileName()));
    using Saved = std::optional<Outcome<std::filesystem::path>>;
    const int node = tab->document().history().current().id;
    QPointer<PhotoTab> kept = tab;
    inBackground(
        this,
        [photo = tab->document().currentPhoto(), path = nativePath(choice.path), options] {
            return Saved(savePhoto(photo, path, options));
        },
        [this, kept, node, then, path = choice.path](Saved saved) {
            statusBar()->clearMessage();
            if (!*saved) {
                complain(
                    saved->error(),
                    {tr("Export &Elsewhere…"), [this] { m_actions->exportPicture->trigger(); }},
                    QFileInfo(path).fileName());
                return;
            }
            if (kept && kept->document().history().current().id == node)
                kept->document().markSaved();
            m_messages->showMessage(tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
            if (then)
                then();
        });
}

/// Asks about work that was not exported. Whoever answers Export… gets `afterExport` once the file
/// is written.
bool MainWindow::mayClose(PhotoTab* tab, const std::function<void()>& afterExport)
{
    if (!tab->isModified())
        return true;
    m_tabs->setCurrentWidget(tab);
    QMessageBox question(QMessageBox::Warning, tr("Close Photo"),
                         tr("“%1” has changes that were not exported.").arg(tab->name()),
                         QMessageBox::NoButton, this);
    question.setInformativeText(tr("They are lost when you close it."));
    QPushButton* exporting = question.addButton(tr("&Export…"), QMessageBox::AcceptRole);
    QPushButton* discard = question.addButton(tr("&Discard Changes"), QMessageBox::DestructiveRole);
    question.setEscapeButton(question.addButton(tr("Cancel"), QMessageBox::RejectRole));
    question.setDefaultButton(exporting);
    question.exec();
    if (question.clickedButton() == exporting)
        exportPicture(afterExport);
    return question.clickedButton() == discard;
}

void MainWindow::closeTab(int index)
{
    auto* tab = static_cast<PhotoTab*>(m_tabs->widget(index));
    const auto again = [this, kept = QPointer<PhotoTab>(tab)] {
        if (kept)
            closeTab(m_tabs->indexOf(kept));
    };
    if (!tab || QApplication::activeModalWidget() || !mayClose(tab, again))
        return;
    if (m_runTab == tab)
        m_runner->abandon();
    m_editor->forget(tab);
    m_tabs->removeTab(m_tabs->indexOf(tab));
    delete tab;
    refresh();
}

} // namespace enogu
