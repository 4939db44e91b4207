// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/hints.h"

#include <QCoreApplication>

namespace enogu {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(enogu::Hints)
};

} // namespace

QString hintFor(Change change)
{
    if (change == Change::Nothing)
        return Text::tr("Little changed: raise “Follow the instruction”, or lower “Stay close to "
                        "the photo”.");
    if (change == Change::Everything)
        return Text::tr("Almost everything changed: raise “Stay close to the photo”, or lower "
                        "“Follow the instruction”.");
    return {};
}

} // namespace enogu
