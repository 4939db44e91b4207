// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/modelchooser.h"

#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace enogu {

namespace {

bool isInstruct(const QString& kind)
{
    return kind.contains(QLatin1String("InstructPix2Pix"), Qt::CaseInsensitive);
}

/// Whether a model of this kind may be meant for the mode; a single file tells only when opened.
bool suits(const FoundModel& model, EditMode mode)
{
    const QString kind = QString::fromStdString(model.kind);
    if (model.place == "bundled")
        return kind.endsWith(mode == EditMode::Edit ? QLatin1String("to edit")
                                                    : QLatin1String("to generate"));
    if (kind == QLatin1String("damaged"))
        return false;
    return kind == QLatin1String("single file") || isInstruct(kind) == (mode == EditMode::Edit);
}

QString nameOf(const QString& path)
{
    const QFileInfo file(path);
    return file.isFile() ? file.completeBaseName() : file.fileName();
}

} // namespace

ModelChooser::ModelChooser(QWidget* parent)
    : QWidget(parent),
      m_button(new QToolButton(this)),
      m_menu(new QMenu(this)),
      m_about(new QLabel(this))
{
    m_button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setArrowType(Qt::DownArrow);
    m_button->setFocusPolicy(Qt::StrongFocus);
    connect(m_button, &QToolButton::clicked, this, [this] {
        fillMenu();
        m_menu->popup(m_button->mapToGlobal(m_button->rect().bottomLeft()));
    });
    m_menu->setAccessibleName(tr("Models"));
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(2);
    column->addWidget(m_button);
    column->addWidget(m_about);
    refresh();
}

void ModelChooser::setMemory(const Memory& memory)
{
    m_memory = memory;
    refresh();
}

void ModelChooser::setMode(EditMode mode)
{
    m_mode = mode;
    refresh();
}

QString& ModelChooser::chosen()
{
    return m_mode == EditMode::Edit ? m_memory.edit : m_memory.generate;
}

QString ModelChooser::model() const
{
    return const_cast<ModelChooser*>(this)->chosen();
}

bool ModelChooser::hasModel() const
{
    const auto bundled = [this](const FoundModel& model) {
        return model.place == "bundled" && suits(model, m_mode);
    };
    return !isBundled() || !m_searched || std::ranges::any_of(m_found, bundled);
}

void ModelChooser::setFound(const std::vector<FoundModel>& models)
{
    m_found = models;
    m_searched = true;
    refresh();
    Q_EMIT changed();
}

QList<ModelChooser::Entry> ModelChooser::entries() const
{
    QList<Entry> entries;
    for (const FoundModel& model : m_found) {
        const QString path = QString::fromStdString(model.path);
        if (!suits(model, m_mode))
            continue;
        if (model.place == "bundled")
            entries.append({QString(), tr("Playground"), tr("comes with Enogu")});
        else
            entries.append({path, nameOf(path), QString::fromStdString(model.place)});
    }
    for (const QString& path : m_memory.opened) {
        const bool listed = std::ranges::any_of(
            entries, [&path](const Entry& entry) { return entry.path == path; });
        const auto known = m_known.constFind(path);
        const bool fits =
            known == m_known.cend() ||
            isInstruct(QString::fromStdString(known->kind)) == (m_mode == EditMode::Edit);
        if (!listed && fits)
            entries.append({path, nameOf(path), tr("opened")});
    }
    return entries;
}

void ModelChooser::fillMenu()
{
    m_menu->clear();
    for (const Entry& entry : entries()) {
        QString text = tr("%1 (%2)").arg(entry.name, entry.place);
        QAction* action = m_menu->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(entry.path == model());
        action->setToolTip(entry.path);
        connect(action, &QAction::triggered, this, [this, path = entry.path] { choose(path); });
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Open a Model &Folder…")), &QAction::triggered, this,
            &ModelChooser::folderWanted, Qt::QueuedConnection);
    connect(m_menu->addAction(tr("Open a Model F&ile…")), &QAction::triggered, this,
            &ModelChooser::fileWanted, Qt::QueuedConnection);
}

void ModelChooser::choose(const QString& path)
{
    chosen() = path;
    refresh();
    if (!path.isEmpty() && !m_known.contains(path))
        Q_EMIT inspectRequested(path);
    Q_EMIT changed();
}

void ModelChooser::describe(const ModelInfo& model)
{
    m_known[QString::fromStdString(model.path)] = model;
    refresh();
}

EditMode ModelChooser::open(const ModelInfo& model)
{
    const QString path = QString::fromStdString(model.path);
    m_known[path] = model;
    m_memory.opened.removeAll(path);
    m_memory.opened.prepend(path);
    const bool edits = isInstruct(QString::fromStdString(model.kind));
    (edits ? m_memory.edit : m_memory.generate) = path;
    refresh();
    Q_EMIT changed();
    return edits ? EditMode::Edit : EditMode::Generate;
}

QString ModelChooser::sentence() const
{
    if (!hasModel())
        return m_mode == EditMode::Edit
                   ? tr("No model for edits is installed. Open an InstructPix2Pix model: a folder "
                        "or a single file.")
                   : tr("No model for pictures is installed. Open a Stable Diffusion model: a "
                        "folder or a single file.");
    if (isBundled())
        return tr("A small model that knows a drawn world: streets, rooms, weather, time of day. "
                  "It knows no photographs.");
    const auto known = m_known.constFind(model());
    if (known == m_known.cend())
        return model();
    QStringList parts{QString::fromStdString(known->kind)};
    if (known->bytes > 0)
        parts += tr("%1 of weights").arg(QLocale().formattedDataSize(qint64(known->bytes)));
    if (!known->licenceNote.empty())
        parts += QString::fromStdString(known->licenceNote);
    return parts.join(QStringLiteral(" · "));
}

void ModelChooser::refresh()
{
    QString name = isBundled() ? tr("Playground") : nameOf(model());
    if (!hasModel())
        name = tr("No model");
    constexpr int kWidth = 220; // logical px
    m_button->setText(fontMetrics().elidedText(tr("Model: %1").arg(name), Qt::ElideMiddle, kWidth));
    m_button->setAccessibleName(tr("Model: %1").arg(name));
    m_button->setToolTip(model().isEmpty() ? name : model());
    m_about->setText(sentence());
    m_about->setAccessibleName(m_about->text());
}

} // namespace enogu
