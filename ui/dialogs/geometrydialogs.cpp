// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/geometrydialogs.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

namespace enogu {

namespace {

constexpr int kLongestSide = 30000;

struct Form
{
    Q_DECLARE_TR_FUNCTIONS(enogu::GeometryDialogs)
public:
    Form(const QString& title, const QString& verb, QWidget* parent)
        : dialog(parent), rows(new QFormLayout(&dialog))
    {
        dialog.setWindowTitle(title);
        buttons = new QDialogButtonBox(&dialog);
        buttons->addButton(verb, QDialogButtonBox::AcceptRole)->setDefault(true);
        buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
        QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
        QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    }

    QSpinBox* addPixels(const QString& label, int least, int most, int value)
    {
        auto* box = new QSpinBox(&dialog);
        box->setRange(least, most);
        box->setSuffix(tr(" px"));
        box->setValue(value);
        box->setAccessibleName(QString(label).remove(QLatin1Char('&')).remove(QLatin1Char(':')));
        rows->addRow(label, box);
        return box;
    }

    bool accepted()
    {
        rows->addRow(buttons);
        return dialog.exec() == QDialog::Accepted;
    }

    QDialog dialog;
    QFormLayout* rows;
    QDialogButtonBox* buttons;
};

} // namespace

std::optional<Crop> askForCrop(Extent extent, QWidget* parent)
{
    Form form(Form::tr("Crop"), Form::tr("&Crop"), parent);
    auto* left = form.addPixels(Form::tr("&Left:"), 0, extent.width - 1, 0);
    auto* top = form.addPixels(Form::tr("&Top:"), 0, extent.height - 1, 0);
    auto* width = form.addPixels(Form::tr("&Width:"), 1, extent.width, extent.width);
    auto* height = form.addPixels(Form::tr("&Height:"), 1, extent.height, extent.height);
    QObject::connect(left, &QSpinBox::valueChanged, width,
                     [=](int x) { width->setMaximum(extent.width - x); });
    QObject::connect(top, &QSpinBox::valueChanged, height,
                     [=](int y) { height->setMaximum(extent.height - y); });
    if (!form.accepted())
        return std::nullopt;
    return Crop{left->value(), top->value(), {width->value(), height->value()}};
}

std::optional<Straighten> askForStraighten(QWidget* parent)
{
    Form form(Form::tr("Straighten"), Form::tr("&Straighten"), parent);
    auto* degrees = new QDoubleSpinBox(&form.dialog);
    degrees->setRange(-45, 45);
    degrees->setDecimals(1);
    degrees->setSingleStep(0.1);
    degrees->setSuffix(QStringLiteral("°"));
    degrees->setAccessibleName(Form::tr("Angle, clockwise"));
    form.rows->addRow(Form::tr("&Angle, clockwise:"), degrees);
    if (!form.accepted())
        return std::nullopt;
    return Straighten{degrees->value()};
}

std::optional<Resize> askForResize(Extent extent, QWidget* parent)
{
    Form form(Form::tr("Resize"), Form::tr("&Resize"), parent);
    auto* width = form.addPixels(Form::tr("&Width:"), 1, kLongestSide, extent.width);
    auto* height = form.addPixels(Form::tr("&Height:"), 1, kLongestSide, extent.height);
    auto* tied = new QCheckBox(Form::tr("Keep the &proportions"), &form.dialog);
    tied->setChecked(true);
    form.rows->addRow(tied);
    const auto tie = [tied](QSpinBox* from, QSpinBox* to, double ratio) {
        QObject::connect(from, &QSpinBox::valueChanged, to, [=](int value) {
            const QSignalBlocker blocker(to);
            if (tied->isChecked())
                to->setValue(int(std::lround(value * ratio)));
        });
    };
    tie(width, height, double(extent.height) / extent.width);
    tie(height, width, double(extent.width) / extent.height);
    if (!form.accepted())
        return std::nullopt;
    return Resize{{width->value(), height->value()}};
}

} // namespace enogu
