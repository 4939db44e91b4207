// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/arearow.h"

#include "ui/icons.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

namespace enogu {

namespace {

enum Tool { Hand, Rectangle, Brush, Eraser };

} // namespace

AreaRow::AreaRow(QWidget* parent)
    : QWidget(parent),
      m_tools(new QButtonGroup(this)),
      m_size(new QSlider(Qt::Horizontal, this)),
      m_clear(new QToolButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(new QLabel(tr("Where"), this));
    m_tools->setExclusive(true);
    const std::pair<QToolButton*, int> tools[] = {
        {addTool(tr("Move the Picture"), "photo", tr("Move the picture; mark nothing")), Hand},
        {addTool(tr("Mark a Rectangle"), "rectangle", tr("Only this rectangle may change")),
         Rectangle},
        {addTool(tr("Brush"), "brush", tr("Paint what may change")), Brush},
        {addTool(tr("Eraser"), "eraser", tr("Take marks away")), Eraser}};
    for (const auto& [button, id] : tools) {
        m_tools->addButton(button, id);
        row->addWidget(button);
    }
    m_tools->button(Hand)->setChecked(true);
    m_size->setRange(2, 400);
    m_size->setValue(40);
    m_size->setAccessibleName(tr("Brush Size"));
    m_size->setToolTip(tr("Size of brush and eraser, in pixels of the photo"));
    m_size->setEnabled(false);
    row->addWidget(m_size, 1);
    m_clear->setText(tr("Whole Photo"));
    m_clear->setAccessibleName(m_clear->text());
    m_clear->setToolTip(tr("Forget the marks: the whole photo may change"));
    row->addWidget(m_clear);
    setMarked(false);
    // clicks, keys and assistive tools all toggle
    connect(m_tools, &QButtonGroup::idToggled, this, [this](int id, bool chosen) {
        if (!chosen)
            return;
        m_size->setEnabled(id == Brush || id == Eraser);
        Q_EMIT toolChanged();
    });
    connect(m_size, &QSlider::valueChanged, this, &AreaRow::toolChanged);
    connect(m_clear, &QToolButton::clicked, this, [this] {
        putAway();
        Q_EMIT cleared();
    });
}

QToolButton* AreaRow::addTool(const QString& name, const char* icon, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setIcon(themedIcon(QString::fromLatin1(icon)));
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    return button;
}

std::shared_ptr<AreaTool> AreaRow::tool() const
{
    const int chosen = m_tools->checkedId();
    if (chosen == Hand)
        return nullptr;
    if (chosen == Rectangle)
        return std::make_shared<RectangleTool>();
    return std::make_shared<BrushTool>(m_size->value() / 2.0, chosen == Brush);
}

void AreaRow::putAway()
{
    m_tools->button(Hand)->setChecked(true);
}

void AreaRow::setMarked(bool marked)
{
    m_clear->setEnabled(marked);
}

} // namespace enogu
