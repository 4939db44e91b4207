// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/advice.h"
#include "engine/api/recipe.h"
#include "ui/edit/mode.h"

#include <QObject>

class QGridLayout;
class QWidget;

namespace enogu {

class SliderRow;

/// How closely to keep to the words and to the photo. A slider that stands where the model advises
/// follows the advice of the next one.
class GuidanceRows : public QObject
{
    Q_OBJECT
public:
    explicit GuidanceRows(QWidget* parent);

    /// Rows 1 to 6, and 8 and 9.
    void addTo(QGridLayout* grid);
    void setMode(EditMode mode);
    void setStrengthEnabled(bool enabled);
    void setAdvice(const ModelAdvice& advice); ///< emits nothing
    void commit(); ///< takes over numbers that were typed and not confirmed

    /// What stands where the model advises becomes kOwnGuidance.
    void readInto(Instruct& recipe) const;
    void readInto(Generate& recipe) const;
    void show(const Instruct& recipe); ///< emits nothing
    void show(const Generate& recipe);

Q_SIGNALS:
    void changed(); ///< by the person

private:
    void sayUsual();

    ModelAdvice m_advice;
    SliderRow *m_follow, *m_stay;   ///< edit
    SliderRow *m_describe, *m_keep; ///< generate
};

} // namespace enogu
