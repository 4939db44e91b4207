// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "ui/canvas/pyramid.h"

#include <QObject>

namespace enogu {

/// A picture as it is put on screen, made in the pool. The newest wins: an older one that becomes
/// ready later is dropped.
class DisplayCopy : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// `image`, in any profile; what is there stays until it is ready.
    void make(const Image& image);
    /// What is being made is not wanted any more; what is there stays.
    void drop() { ++m_turn; }
    /// What is there goes; what is being made still comes.
    void hide() { m_pyramid = {}; }
    const Pyramid& pyramid() const { return m_pyramid; }
    bool isEmpty() const { return m_pyramid.isEmpty(); }
    bool isMaking() const { return m_making > 0; } ///< something, wanted or not

Q_SIGNALS:
    void ready(const enogu::Pyramid& before); ///< in the place of that one

private:
    Pyramid m_pyramid;
    int m_turn = 0;
    int m_making = 0;
};

} // namespace enogu
