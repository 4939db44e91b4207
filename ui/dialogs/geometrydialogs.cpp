// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/geometrydialogs.h"

#include "ui/dialogs/croparea.h"
#include "ui/dialogs/straightenarea.h"
#include "ui/plaintext.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
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
        dialog.setMinimumWidth(320);
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
        box->setAccessibleName(plainText(label).remove(QLatin1Char(':')));
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

std::optional<Crop> askForCrop(const Image& image, QWidget* parent)
{
    const Extent extent = image.extent();
    Form form(Form::tr("Crop Photo"), Form::tr("&Crop"), parent);
    auto* area = new CropArea(image, &form.dialog);
    form.rows->addRow(area);
    auto* left = form.addPixels(Form::tr("&Left:"), 0, extent.width - 1, 0);
    auto* top = form.addPixels(Form::tr("&Top:"), 0, extent.height - 1, 0);
    auto* width = form.addPixels(Form::tr("&Width:"), 1, extent.width, extent.width);
    auto* height = form.addPixels(Form::tr("&Height:"), 1, extent.height, extent.height);
    const auto fromBoxes = [=] {
        width->setMaximum(extent.width - left->value());
        height->setMaximum(extent.height - top->value());
        area->setFrame({left->value(), top->value(), width->value(), height->value()});
    };
    for (QSpinBox* box : {left, top, width, height})
        QObject::connect(box, &QSpinBox::valueChanged, area, fromBoxes);
    QObject::connect(area, &CropArea::frameChanged, &form.dialog, [=](const QRect& frame) {
        const QSignalBlocker blockers[] = {QSignalBlocker(left), QSignalBlocker(top),
                                           QSignalBlocker(width), QSignalBlocker(height)};
        left->setValue(frame.x());
        top->setValue(frame.y());
        width->setMaximum(extent.width - frame.x());
        height->setMaximum(extent.height - frame.y());
        width->setValue(frame.width());
        height->setValue(frame.height());
    });
    if (!form.accepted())
        return std::nullopt;
    const Crop crop{left->value(), top->value(), {width->value(), height->value()}};
    return crop.extent == extent ? std::nullopt : std::optional(crop);
}

std::optional<Straighten> askForStraighten(const Image& image, QWidget* parent)
{
    Form form(Form::tr("Straighten Photo"), Form::tr("&Straighten"), parent);
    auto* area = new StraightenArea(image, &form.dialog);
    form.rows->addRow(area);
    auto* degrees = new QDoubleSpinBox(&form.dialog);
    degrees->setRange(-45, 45);
    degrees->setDecimals(1);
    degrees->setSingleStep(0.1);
    degrees->setSuffix(QStringLiteral("°"));
    degrees->setAccessibleName(Form::tr("Angle, clockwise"));
    auto* slider = new QSlider(Qt::Horizontal, &form.dialog);
    slider->setRange(-450, 450);
    slider->setAccessibleName(Form::tr("Angle in tenths of a degree"));
    form.rows->addRow(slider);
    form.rows->addRow(Form::tr("&Angle, clockwise:"), degrees);
    QObject::connect(slider, &QSlider::valueChanged, degrees,
                     [degrees](int tenths) { degrees->setValue(tenths / 10.0); });
    QObject::connect(degrees, &QDoubleSpinBox::valueChanged, area, [=](double value) {
        area->setDegrees(value);
        slider->setValue(int(std::lround(value * 10)));
    });
    if (!form.accepted())
        return std::nullopt;
    return degrees->value() == 0 ? std::nullopt : std::optional(Straighten{degrees->value()});
}

std::optional<Resize> askForResize(Extent extent, QWidget* parent)
{
    Form form(Form::tr("Resize Photo"), Form::tr("&Resize"), parent);
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
    const Resize resize{{width->value(), height->value()}};
    return resize.extent == extent ? std::nullopt : std::optional(resize);
}

} // namespace enogu
