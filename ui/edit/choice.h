// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <QObject>
#include <QString>

#include <vector>

namespace enogu {

class Easel;

/// The pictures of one run side by side, of which a person keeps one, all or none. The easel owns
/// it until it is closed, or until its grid is given to something else.
class Choice : public QObject
{
    Q_OBJECT
public:
    struct Picture
    {
        QString caption;
        Image image; ///< sRGB
    };
    Choice(Easel& easel, const QString& title, const std::vector<Picture>& pictures,
           bool mayKeepAll);

    /// It is kept: it cannot be chosen any more.
    void remove(int picture);
    void close();

Q_SIGNALS:
    /// One, or all that are left, in order. They stay until they are removed, or it is closed.
    void chosen(const std::vector<int>& pictures);
    void closed(); ///< the canvas is shown again

private:
    Easel& m_easel;
    std::vector<int> m_left;
};

} // namespace enogu
