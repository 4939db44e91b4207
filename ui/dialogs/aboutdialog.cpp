// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/aboutdialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace enogu {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(enogu::AboutDialog)
};

struct Part
{
    const char* name;
    const char* licence;
};

constexpr Part kParts[] = {
    {"Qt 6", "LGPL-3.0-only"},
    {"QCoro", "MIT"},
    {"LibTorch (PyTorch)", "BSD-3-Clause"},
    {"OpenCV", "Apache-2.0"},
    {"Exiv2", "GPL-2.0-or-later"},
    {"libheif", "LGPL-3.0-or-later"},
    {"libjpeg-turbo", "IJG AND BSD-3-Clause"},
    {"libpng", "libpng-2.0"},
    {"libtiff", "libtiff"},
    {"libwebp", "BSD-3-Clause"},
    {"Little CMS", "MIT"},
    {"nlohmann/json", "MIT"},
    {"spdlog", "MIT"},
    {"utf8proc", "MIT"},
    {"CLIP's vocabulary (OpenAI)", "MIT"},
};

QString licenceTable()
{
    QString rows;
    for (const Part& part : kParts)
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(QString::fromLatin1(part.name), QString::fromLatin1(part.licence));
    return QStringLiteral("<table>%1</table>").arg(rows);
}

} // namespace

void showAbout(QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(Text::tr("About Enogu"));
    auto* text = new QTextBrowser(&dialog);
    text->setAccessibleName(Text::tr("About Enogu"));
    text->setHtml(
        QStringLiteral("<h2>Enogu %1</h2><p>%2</p><p>%3</p><p>%4</p><h3>%5</h3>%6")
            .arg(QStringLiteral(ENOGU_VERSION),
                 Text::tr("Turns photos into anime pictures on your own computer."),
                 Text::tr("Free software under the GNU General Public License, version 3 or later, "
                          "without any warranty."),
                 Text::tr("The bundled style Cel was trained on pictures that this program draws "
                          "itself."),
                 Text::tr("Built from"), licenceTable()));
    auto* buttons = new QDialogButtonBox(&dialog);
    buttons->addButton(Text::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog);
    column->addWidget(text);
    column->addWidget(buttons);
    dialog.resize(480, 460);
    dialog.exec();
}

} // namespace enogu
