// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/easel.h"

namespace enogu::drawn {

Easel::Easel(Canvas* canvas, Trace* trace, int width, int height)
    : m_samples(canvas ? canvas->samples.data() : nullptr),
      m_seen(trace ? trace->seen.data() : nullptr),
      m_traceShadows(trace && trace->shadows),
      m_width(width),
      m_height(height),
      m_plane(std::size_t(width) * std::size_t(height)),
      m_unit(float(std::min(width, height))),
      m_start{(float(width) - m_unit) / 2, (float(height) - m_unit) / 2},
      m_clip{0, 0, width, height},
      m_origin(m_start)
{
}

void Easel::setLight(const Light& light, float away)
{
    m_light = light;
    m_away = away;
}

void Easel::setFrame(Point origin, float size, bool mirrored)
{
    m_origin = {m_start.x + origin.x * m_unit, m_start.y + origin.y * m_unit};
    m_size = size;
    m_sign = mirrored ? -1.0f : 1.0f;
}

Bounds Easel::view() const
{
    return {-m_start.x / m_unit, -m_start.y / m_unit, (float(m_width) - m_start.x) / m_unit,
            (float(m_height) - m_start.y) / m_unit};
}

Easel::Box Easel::clipped(float left, float top, float right, float bottom) const
{
    return {std::max(m_clip.left, int(std::floor(left)) - 1),
            std::max(m_clip.top, int(std::floor(top)) - 1),
            std::min(m_clip.right, int(std::ceil(right)) + 1),
            std::min(m_clip.bottom, int(std::ceil(bottom)) + 1)};
}

void Easel::setClip(const Bounds& bounds)
{
    m_clip = {0, 0, m_width, m_height};
    m_clip = pixelsOfScene(bounds, 0);
}

Easel::Box Easel::pixelsOfScene(const Bounds& b, float margin) const
{
    return clipped((b.left - margin) * m_unit + m_start.x, (b.top - margin) * m_unit + m_start.y,
                   (b.right + margin) * m_unit + m_start.x,
                   (b.bottom + margin) * m_unit + m_start.y);
}

Easel::Box Easel::pixelsOf(const Bounds& b, float margin) const
{
    const float unit = m_unit * m_size;
    const float a = m_sign * b.left, c = m_sign * b.right;
    return clipped(
        (std::min(a, c) - margin) * unit + m_origin.x, (b.top - margin) * unit + m_origin.y,
        (std::max(a, c) + margin) * unit + m_origin.x, (b.bottom + margin) * unit + m_origin.y);
}

void Easel::shadow(const Ellipse& ellipse, float strength)
{
    const Box box = pixelsOf(ellipse.bounds(), 0);
    const float unit = m_unit * m_size;
    for (int y = box.top; y < box.bottom; ++y) {
        const float v =
            ((float(y) + 0.5f - m_origin.y) / unit - ellipse.centre.y) / ellipse.radii.y;
        for (int x = box.left; x < box.right; ++x) {
            const float lx = m_sign * (float(x) + 0.5f - m_origin.x) / unit;
            const float u = (lx - ellipse.centre.x) / ellipse.radii.x;
            const float rest = 1 - u * u - v * v;
            if (rest <= 0)
                continue;
            const float share = strength * rest * std::sqrt(rest);
            const std::size_t i = std::size_t(y) * std::size_t(m_width) + std::size_t(x);
            for (std::size_t c = 0; m_samples && c < 3; ++c)
                m_samples[i + c * m_plane] *= 1 - share;
            if (m_seen && m_traced && m_traceShadows)
                m_seen[i] = std::max(m_seen[i], share);
        }
    }
}

void Easel::glow(const Disc& disc, const Colour& colour, float strength)
{
    const Box box = pixelsOf(disc.bounds(), 0);
    const float unit = m_unit * m_size;
    for (int y = box.top; y < box.bottom; ++y) {
        for (int x = box.left; x < box.right; ++x) {
            const float dx = m_sign * (float(x) + 0.5f - m_origin.x) / unit - disc.centre.x;
            const float dy = (float(y) + 0.5f - m_origin.y) / unit - disc.centre.y;
            const float rest = 1 - (dx * dx + dy * dy) / (disc.radius * disc.radius);
            if (rest > 0)
                blend(x, y, colour, strength * rest * rest);
        }
    }
}

} // namespace enogu::drawn
