// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/instructpanel.h"

#include "ui/icons.h"
#include "ui/panels/guidancerows.h"
#include "ui/plaintext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

namespace enogu {

namespace {

constexpr int kVariants[] = {1, 4, 9};

struct Preset
{
    int steps;
    SamplerChoice sampler;
};
constexpr Preset kPresets[] = {{20, SamplerChoice::DpmPp2MKarras},
                               {100, SamplerChoice::EulerAncestral},
                               {8, SamplerChoice::DpmPp2MKarras}};

QLabel* labelFor(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(buddy);
    buddy->setAccessibleName(plainText(text));
    return label;
}

} // namespace

InstructPanel::InstructPanel(QWidget* parent)
    : QWidget(parent), m_grid(new QGridLayout(this)), m_guidance(new GuidanceRows(this))
{
    m_grid->setColumnStretch(1, 1);
    m_grid->setVerticalSpacing(4);
    m_guidance->addTo(m_grid);
    buildStart(m_grid);
    buildSeed(m_grid);
    buildCounts(m_grid);
    buildMore(m_grid);
    connectControls();
    setRecipe(Generate{});
    setRecipe(Instruct{});
    rollSeed();
    refreshMode();
}

void InstructPanel::buildStart(QGridLayout* grid)
{
    m_fromPhoto = new QCheckBox(tr("Begi&n with the photo"), this);
    m_fromPhoto->setAccessibleName(plainText(m_fromPhoto->text()));
    m_fromPhoto->setToolTip(tr("Otherwise the picture is new, and opens beside the photo"));
    grid->addWidget(m_fromPhoto, 7, 0, 1, 3);
}

void InstructPanel::buildSeed(QGridLayout* grid)
{
    m_seed = new QDoubleSpinBox(this);
    m_seed->setDecimals(0);
    m_seed->setRange(0, double(kLargestSeed));
    m_seed->setGroupSeparatorShown(false);
    m_seed->setToolTip(tr("The same seed and settings give the same picture again"));
    m_lock = new QToolButton(this);
    m_lock->setCheckable(true);
    m_lock->setIcon(themedIcon(QStringLiteral("lock")));
    m_lock->setAccessibleName(tr("Keep the Seed"));
    m_lock->setToolTip(tr("Keep the seed: otherwise each run takes a new one"));
    m_dice = new QToolButton(this);
    m_dice->setIcon(themedIcon(QStringLiteral("dice")));
    m_dice->setAccessibleName(tr("New Seed"));
    m_dice->setToolTip(tr("Throw a new seed"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_seed, 1);
    row->addWidget(m_lock);
    row->addWidget(m_dice);
    grid->addWidget(labelFor(tr("See&d"), m_seed, this), 10, 0);
    grid->addLayout(row, 10, 1, 1, 2);
}

void InstructPanel::buildCounts(QGridLayout* grid)
{
    m_preset = new QComboBox(this);
    m_preset->addItems({tr("Everyday, 20 steps"), tr("As published, 100 steps"),
                        tr("Quick draft, 8 steps"), tr("My own")});
    m_steps = new QSpinBox(this);
    m_steps->setRange(1, kMostSteps);
    m_steps->setKeyboardTracking(false);
    m_variants = new QComboBox(this);
    for (const int count : kVariants)
        m_variants->addItem(QString::number(count), count);
    m_variants->setToolTip(tr("Pictures of one run, each with its own seed"));
    m_pad = new QToolButton(this);
    m_pad->setText(tr("Guidance Pad…"));
    m_pad->setAccessibleName(tr("Guidance Pad"));
    m_pad->setToolTip(tr("Nine quick drafts of both sliders to choose from (G)"));
    grid->addWidget(labelFor(tr("&Quality"), m_preset, this), 11, 0);
    grid->addWidget(m_preset, 11, 1, 1, 2);
    grid->addWidget(labelFor(tr("S&teps"), m_steps, this), 12, 0);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_steps, 1);
    row->addSpacing(8);
    row->addWidget(labelFor(tr("Va&riants"), m_variants, this));
    row->addWidget(m_variants, 1);
    grid->addLayout(row, 12, 1, 1, 2);
    m_more = new QToolButton(this);
    m_more->setText(tr("More Options"));
    m_more->setAccessibleName(m_more->text());
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_more);
    buttons->addStretch();
    buttons->addWidget(m_pad);
    grid->addLayout(buttons, 14, 0, 1, 3);
}

void InstructPanel::buildMore(QGridLayout* grid)
{
    m_rest = new QWidget(this);
    m_negative = new QLineEdit(m_rest);
    m_negative->setToolTip(tr("What should not be in the picture"));
    m_sampler = new QComboBox(m_rest);
    m_sampler->addItem(tr("The model's own"));
    m_sampler->addItems({QStringLiteral("DDIM"), QStringLiteral("DDPM"), QStringLiteral("Euler"),
                         QStringLiteral("Euler ancestral"), QStringLiteral("LMS"),
                         QStringLiteral("PNDM"), QStringLiteral("DPM-Solver++ 2M"),
                         QStringLiteral("DPM-Solver++ 2M Karras"), QStringLiteral("UniPC"),
                         QStringLiteral("LCM")});
    m_size = new QSpinBox(m_rest);
    m_size->setRange(0, 4096);
    m_size->setSingleStep(64);
    m_size->setSuffix(tr(" px"));
    m_size->setSpecialValueText(tr("The model's own"));
    m_size->setKeyboardTracking(false);
    m_size->setToolTip(tr("Long side of the picture while it is worked on"));
    m_dtype = new QComboBox(m_rest);
    m_dtype->addItems({tr("Automatic"), QStringLiteral("float32"), QStringLiteral("bfloat16"),
                       QStringLiteral("float16")});
    auto* rest = new QGridLayout(m_rest);
    rest->setContentsMargins(0, 0, 0, 0);
    rest->setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString& text, QWidget* control) {
        rest->addWidget(labelFor(text, control, m_rest), row, 0);
        rest->addWidget(control, row++, 1);
    };
    add(tr("&Avoid"), m_negative);
    add(tr("Samp&ler"), m_sampler);
    add(tr("Work si&ze"), m_size);
    add(tr("N&umbers"), m_dtype);
    m_rest->hide();
    grid->addWidget(m_rest, 15, 0, 1, 3);
    grid->setRowStretch(16, 1);
}

void InstructPanel::connectControls()
{
    connect(m_guidance, &GuidanceRows::changed, this, &InstructPanel::changed);
    for (QComboBox* box : {m_variants, m_dtype})
        connect(box, &QComboBox::currentIndexChanged, this, &InstructPanel::changed);
    connect(m_preset, &QComboBox::activated, this, &InstructPanel::usePreset);
    const auto counted = [this] {
        refreshPreset();
        Q_EMIT changed();
    };
    connect(m_steps, &QSpinBox::valueChanged, this, counted);
    connect(m_sampler, &QComboBox::currentIndexChanged, this, counted);
    connect(m_size, &QSpinBox::valueChanged, this, &InstructPanel::changed);
    connect(m_negative, &QLineEdit::editingFinished, this, &InstructPanel::changed);
    connect(m_dice, &QToolButton::clicked, this, &InstructPanel::rollSeed);
    connect(m_pad, &QToolButton::clicked, this, &InstructPanel::padRequested);
    connect(m_fromPhoto, &QCheckBox::toggled, this, [this] {
        refreshMode();
        Q_EMIT changed();
    });
    connect(m_more, &QToolButton::toggled, this, [this](bool unfolded) {
        m_more->setArrowType(unfolded ? Qt::DownArrow : Qt::RightArrow);
        m_rest->setVisible(unfolded);
    });
}

void InstructPanel::setMode(EditMode mode)
{
    m_mode = mode;
    refreshMode();
}

void InstructPanel::setHasPhoto(bool hasPhoto)
{
    m_hasPhoto = hasPhoto;
    refreshMode();
}

void InstructPanel::refreshMode()
{
    const bool edit = m_mode == EditMode::Edit;
    m_guidance->setMode(m_mode);
    m_pad->setVisible(edit);
    m_fromPhoto->setVisible(!edit);
    m_fromPhoto->setEnabled(m_hasPhoto);
    m_guidance->setStrengthEnabled(startsFromPhoto());
    m_pad->setEnabled(m_hasPhoto);
}

bool InstructPanel::startsFromPhoto() const
{
    return m_hasPhoto && m_fromPhoto->isChecked();
}

void InstructPanel::commit()
{
    m_guidance->commit();
    for (QAbstractSpinBox* spin :
         {static_cast<QAbstractSpinBox*>(m_steps), static_cast<QAbstractSpinBox*>(m_size),
          static_cast<QAbstractSpinBox*>(m_seed)})
        spin->interpretText();
}

Diffusion InstructPanel::common() const
{
    Diffusion common;
    common.negative = m_negative->text().trimmed().toStdString();
    common.sampler = SamplerChoice(m_sampler->currentIndex());
    common.steps = m_steps->value();
    common.seed = std::uint64_t(m_seed->value());
    common.dtype = DType(m_dtype->currentIndex());
    return common;
}

EditRecipe InstructPanel::recipe() const
{
    if (m_mode == EditMode::Edit) {
        Instruct instruct;
        static_cast<Diffusion&>(instruct) = common();
        m_guidance->readInto(instruct);
        instruct.size = m_size->value();
        return instruct;
    }
    Generate generate;
    static_cast<Diffusion&>(generate) = common();
    m_guidance->readInto(generate);
    generate.size = {m_size->value(), m_size->value()};
    return generate;
}

void InstructPanel::setCommon(const Diffusion& diffusion)
{
    const QSignalBlocker blockers[] = {QSignalBlocker(m_steps), QSignalBlocker(m_sampler),
                                       QSignalBlocker(m_dtype), QSignalBlocker(m_negative)};
    m_negative->setText(QString::fromStdString(diffusion.negative));
    m_sampler->setCurrentIndex(int(diffusion.sampler));
    m_steps->setValue(diffusion.steps);
    m_seed->setValue(double(diffusion.seed));
    m_dtype->setCurrentIndex(int(diffusion.dtype));
    refreshPreset();
}

void InstructPanel::setRecipe(const EditRecipe& recipe)
{
    const QSignalBlocker blocker(m_size);
    if (const auto* instruct = std::get_if<Instruct>(&recipe)) {
        setCommon(*instruct);
        m_guidance->show(*instruct);
        m_size->setValue(instruct->size);
    } else if (const auto* generate = std::get_if<Generate>(&recipe)) {
        setCommon(*generate);
        m_guidance->show(*generate);
        m_size->setValue(std::max(generate->size.width, generate->size.height));
    }
}

void InstructPanel::setAdvice(const ModelAdvice& advice)
{
    m_guidance->setAdvice(advice);
}

int InstructPanel::variants() const
{
    return m_variants->currentData().toInt();
}

void InstructPanel::setVariants(int variants)
{
    m_variants->setCurrentIndex(m_variants->findData(variants));
}

bool InstructPanel::isSeedLocked() const
{
    return m_lock->isChecked();
}

void InstructPanel::rollSeed()
{
    constexpr int kMost = 1'000'000; // short enough to tell somebody
    m_seed->setValue(QRandomGenerator::global()->bounded(kMost));
}

void InstructPanel::addParts(QWidget* model, QWidget* area)
{
    m_grid->addWidget(model, 0, 0, 1, 3);
    m_grid->addWidget(area, 13, 0, 1, 3);
}

void InstructPanel::usePreset(int index)
{
    if (index < int(std::size(kPresets))) {
        m_steps->setValue(kPresets[index].steps);
        m_sampler->setCurrentIndex(int(kPresets[index].sampler));
    }
    refreshPreset();
}

void InstructPanel::refreshPreset()
{
    int found = 0;
    while (found < int(std::size(kPresets)) &&
           (kPresets[found].steps != m_steps->value() ||
            int(kPresets[found].sampler) != m_sampler->currentIndex()))
        ++found;
    m_preset->setCurrentIndex(found);
}

} // namespace enogu
