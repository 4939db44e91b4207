// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportdialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>

namespace enogu {

namespace {

bool isLossy(const QString& suffix)
{
    return suffix == QLatin1String("jpg") || suffix == QLatin1String("jpeg") ||
           suffix == QLatin1String("webp");
}

bool isKnown(const QString& suffix)
{
    return isLossy(suffix) || suffix == QLatin1String("png") || suffix == QLatin1String("tif") ||
           suffix == QLatin1String("tiff");
}

} // namespace

ExportDialog::ExportDialog(const ExportChoice& initial, QWidget* parent)
    : QDialog(parent),
      m_path(new QLineEdit(initial.path, this)),
      m_problem(new QLabel(this)),
      m_quality(new QSpinBox(this)),
      m_qualityLabel(new QLabel(tr("&Quality:"), this)),
      m_keepLocation(new QCheckBox(tr("Keep the &location where the photo was taken"), this)),
      m_includeRecipe(
          new QCheckBox(tr("Include the &recipe, so that the edit can be repeated"), this)),
      m_buttons(new QDialogButtonBox(this))
{
    setWindowTitle(tr("Export Picture"));
    auto* fileLabel = new QLabel(tr("&File name:"), this);
    auto* browse = new QPushButton(tr("&Choose…"), this);
    fileLabel->setBuddy(m_path);
    m_qualityLabel->setBuddy(m_quality);
    m_path->setAccessibleName(tr("File name"));
    m_path->setMinimumWidth(360);
    m_quality->setAccessibleName(tr("Quality"));
    m_quality->setRange(1, 100);
    m_quality->setValue(initial.quality);
    m_keepLocation->setChecked(initial.keepLocation);
    m_includeRecipe->setChecked(initial.includeRecipe);
    QPushButton* accept = m_buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    accept->setDefault(true);
    m_buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);

    auto* file = new QHBoxLayout;
    file->addWidget(m_path, 1);
    file->addWidget(browse);
    auto* form = new QFormLayout(this);
    form->addRow(fileLabel, file);
    form->addRow(QString(), m_problem);
    form->addRow(m_qualityLabel, m_quality);
    form->addRow(m_keepLocation);
    form->addRow(m_includeRecipe);
    form->addRow(m_buttons);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ExportDialog::acceptUnlessRefused);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

ExportChoice ExportDialog::choice() const
{
    return {QFileInfo(m_path->text()).absoluteFilePath(), m_quality->value(),
            m_keepLocation->isChecked(), m_includeRecipe->isChecked(), m_overwrite};
}

void ExportDialog::browse()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export Picture"), m_path->text(),
                                     tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff)"),
                                     nullptr, QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty())
        m_path->setText(path);
}

void ExportDialog::refresh()
{
    const QFileInfo file(m_path->text());
    const QString suffix = file.suffix().toLower();
    QString problem;
    if (m_path->text().isEmpty())
        problem = tr("Type a file name.");
    else if (!isKnown(suffix))
        problem = tr("End the name with .png, .jpg, .webp or .tif.");
    else if (!file.absoluteDir().exists())
        problem = tr("The folder does not exist.");
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_quality->setEnabled(isLossy(suffix));
    m_qualityLabel->setEnabled(isLossy(suffix));
    const auto buttons = m_buttons->buttons();
    for (QAbstractButton* button : buttons)
        if (m_buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->setEnabled(problem.isEmpty());
}

void ExportDialog::acceptUnlessRefused()
{
    const QFileInfo file(m_path->text());
    if (file.exists()) {
        QMessageBox question(QMessageBox::Question, tr("Replace File"),
                             tr("“%1” already exists. Replace it?").arg(file.fileName()),
                             QMessageBox::NoButton, this);
        QPushButton* replace = question.addButton(tr("&Replace"), QMessageBox::AcceptRole);
        QPushButton* cancel = question.addButton(tr("Cancel"), QMessageBox::RejectRole);
        question.setDefaultButton(cancel);
        question.setEscapeButton(cancel);
        question.exec();
        if (question.clickedButton() != replace)
            return;
        m_overwrite = true;
    }
    accept();
}

} // namespace enogu
