// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plaintext.h"

#include <QRegularExpression>

namespace enogu {

QString plainText(QString text)
{
    static const QRegularExpression inParentheses(QStringLiteral("\\(&[^)]\\)"));
    return text.remove(inParentheses).remove(QLatin1Char('&'));
}

} // namespace enogu
