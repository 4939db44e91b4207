// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace enogu {

struct ExportChoice
{
    QString path;
    int quality = 92;
    bool keepLocation = false;
    bool includeRecipe = false;
    bool overwrite = false; ///< the person agreed to replace the file
};

/// Where and how to save the picture. The suffix of the name decides the format.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ExportDialog(const ExportChoice& initial, QWidget* parent = nullptr);

    ExportChoice choice() const;

private:
    void browse();
    void refresh();
    void acceptUnlessRefused();

    QLineEdit* m_path;
    QLabel* m_problem;
    QSpinBox* m_quality;
    QLabel* m_qualityLabel;
    QCheckBox* m_keepLocation;
    QCheckBox* m_includeRecipe;
    QDialogButtonBox* m_buttons;
    bool m_overwrite = false;
};

} // namespace enogu
