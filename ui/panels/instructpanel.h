// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/advice.h"
#include "engine/api/recipe.h"
#include "ui/edit/mode.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace enogu {

class GuidanceRows;

/// Everything of an edit or a picture in words but the words: guidance, seed, steps, variants and,
/// on demand, the rest.
class InstructPanel : public QWidget
{
    Q_OBJECT
public:
    explicit InstructPanel(QWidget* parent = nullptr);

    EditMode mode() const { return m_mode; }
    void setMode(EditMode mode);
    void setHasPhoto(bool hasPhoto);

    /// Takes over numbers that were typed and not confirmed.
    void commit();
    /// What the controls say: Instruct or Generate as the mode is, without text and model. What
    /// stands where the model advises is kOwnGuidance.
    EditRecipe recipe() const;
    void setRecipe(const EditRecipe& recipe);  ///< Instruct or Generate; emits nothing
    void setAdvice(const ModelAdvice& advice); ///< the model's; emits nothing
    int variants() const;
    void setVariants(int variants);
    /// Generate alone: the picture begins with the photo.
    bool startsFromPhoto() const;
    bool isSeedLocked() const;
    void rollSeed();
    /// The places for the choice of the model, and of where the photo may change.
    void addParts(QWidget* model, QWidget* area);

Q_SIGNALS:
    void changed(); ///< by the person; the seed apart
    void padRequested();

private:
    void buildStart(QGridLayout* grid);
    void buildSeed(QGridLayout* grid);
    void buildCounts(QGridLayout* grid);
    void buildMore(QGridLayout* grid);
    void connectControls();
    void usePreset(int index);
    void refreshPreset();
    void refreshMode();
    Diffusion common() const;
    void setCommon(const Diffusion& diffusion);

    EditMode m_mode = EditMode::Edit;
    bool m_hasPhoto = false;
    QGridLayout* m_grid;
    GuidanceRows* m_guidance;
    QCheckBox* m_fromPhoto;
    QComboBox *m_preset, *m_variants, *m_sampler, *m_dtype;
    QDoubleSpinBox* m_seed;
    QToolButton *m_lock, *m_dice, *m_pad, *m_more;
    QSpinBox *m_steps, *m_size;
    QLineEdit* m_negative;
    QWidget* m_rest; ///< what More Options unfolds
};

} // namespace enogu
