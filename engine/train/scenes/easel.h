// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/forms.h"
#include "engine/train/scenes/light.h"

namespace enogu::drawn {

/// Follows one thing while a scene is drawn: how much of each pixel shows it.
struct Trace
{
    std::vector<float> seen;
    bool shadows = false; ///< count the thing's shadow too
};

/// Where forms are filled: a frame of local coordinates on a canvas, under a light. The scene's
/// square is [0, 1]² in the frame that it starts with.
class Easel
{
public:
    /// Without a canvas only the trace is kept, without a trace only the canvas.
    Easel(Canvas* canvas, Trace* trace, int width, int height);

    /// The light on what follows, and how far away that is (0 at hand, 1 at the horizon).
    void setLight(const Light& light, float away);
    const Light& light() const { return m_light; }
    Colour lit(const Colour& surface) const { return m_light.on(surface, m_away); }
    /// Lets what follows be drawn about `origin`, `size` times as large, mirrored or not.
    void setFrame(Point origin, float size, bool mirrored);
    /// Where light comes from in the frame: 1 right, −1 left.
    float sunward() const { return m_sign; }
    /// Nothing is drawn outside of these bounds of the scene's square.
    void setClip(const Bounds& bounds);
    /// Whether what follows is the thing that the trace follows.
    void setTraced(bool traced) { m_traced = traced; }
    /// The part of the scene's plane that is seen, [0, 1]² and what is beside it.
    Bounds view() const;

    /// `softness` widens the border's ramp from one pixel to such a length of the frame.
    template <class Form, class Paint>
    void fill(const Form& form, const Paint& paint, float opacity = 1, float softness = 0)
    {
        const Box box = pixelsOf(form.bounds(), softness);
        const float unit = m_unit * m_size;
        const float steep = unit / std::max(1.0f, softness * unit);
        for (int y = box.top; y < box.bottom; ++y) {
            const float ly = (float(y) + 0.5f - m_origin.y) / unit;
            for (int x = box.left; x < box.right; ++x) {
                const float lx = m_sign * (float(x) + 0.5f - m_origin.x) / unit;
                const float inside = 0.5f - form.distance(lx, ly) * steep;
                if (inside > 0)
                    blend(x, y, paint(lx, ly), std::min(inside, 1.0f) * opacity);
            }
        }
    }

    /// Everything under `line(x)` in the scene's own frame.
    template <class Line, class Paint>
    void fillUnder(const Line& line, const Paint& paint, float softness = 0)
    {
        const float steep = m_unit / std::max(1.0f, softness * m_unit);
        for (int x = m_clip.left; x < m_clip.right; ++x) {
            const float sx = (float(x) + 0.5f - m_start.x) / m_unit;
            const float edge = line(sx);
            const int first = int(edge * m_unit + m_start.y - m_unit / steep) - 1;
            for (int y = std::max(m_clip.top, first); y < m_clip.bottom; ++y) {
                const float sy = (float(y) + 0.5f - m_start.y) / m_unit;
                const float inside = 0.5f + (sy - edge) * steep;
                if (inside > 0)
                    blend(x, y, paint(sx, sy), std::min(inside, 1.0f));
            }
        }
    }

    /// Fills the rows between two heights of the scene's square with one colour each.
    template <class Paint>
    void fillRows(float top, float bottom, const Paint& paint)
    {
        const Bounds all = view();
        const Box box = pixelsOfScene({all.left, top, all.right, bottom}, 0);
        for (int y = box.top; y < box.bottom; ++y) {
            const float sy = (float(y) + 0.5f - m_start.y) / m_unit;
            const float share =
                std::clamp(std::min(sy - top, bottom - sy) * m_unit + 0.5f, 0.f, 1.f);
            const Colour colour = paint(sy);
            for (int x = box.left; x < box.right; ++x)
                blend(x, y, colour, share);
        }
    }

    /// A shadow that fades to nothing at the ellipse's border; `strength` in its middle.
    void shadow(const Ellipse& ellipse, float strength);
    /// Light that fades to nothing at the disc's border.
    void glow(const Disc& disc, const Colour& colour, float strength);

private:
    struct Box
    {
        int left, top, right, bottom;
    };
    Box pixelsOf(const Bounds& bounds, float margin) const;
    Box pixelsOfScene(const Bounds& bounds, float margin) const;
    Box clipped(float left, float top, float right, float bottom) const;

    void blend(int x, int y, const Colour& colour, float share)
    {
        const std::size_t i = std::size_t(y) * std::size_t(m_width) + std::size_t(x);
        if (m_samples) {
            for (std::size_t c = 0; c < 3; ++c) {
                float& sample = m_samples[i + c * m_plane];
                sample = share < 1 ? sample + (colour[c] - sample) * share : colour[c];
            }
        }
        if (m_seen)
            m_seen[i] = m_traced ? m_seen[i] + (1 - m_seen[i]) * share : m_seen[i] * (1 - share);
    }

    float* m_samples;
    float* m_seen;
    bool m_traceShadows, m_traced = false;
    int m_width, m_height;
    std::size_t m_plane;
    float m_unit;  ///< pixels a height of the scene
    Point m_start; ///< the scene's corner, in pixels
    Box m_clip;
    Point m_origin; ///< of the frame, in pixels
    float m_size = 1, m_sign = 1;
    Light m_light{};
    float m_away = 0;
};

/// Paint of one colour.
struct Flat
{
    Colour colour;
    Colour operator()(float, float) const { return colour; }
};

/// Paint that goes from one colour to another between two heights.
struct Fade
{
    Colour upper, lower;
    float top, bottom;
    Colour operator()(float, float y) const
    {
        return mixed(upper, lower, std::clamp((y - top) / (bottom - top), 0.0f, 1.0f));
    }
};

/// A body's paint: a little lighter above, a little darker below.
inline Fade body(const Colour& colour, float top, float bottom, float contrast = 1)
{
    const Colour light{1, 1, 1};
    return {mixed(colour, light, 0.07f * contrast), scaled(colour, 1 - 0.13f * contrast), top,
            bottom};
}

/// A ball's paint: light from a side, dark away from it.
struct Round
{
    Colour colour;
    Point towards; ///< the lightest point
    float reach;   ///< distance from it to the darkest
    float contrast = 1;
    Colour operator()(float x, float y) const
    {
        const float dx = x - towards.x, dy = y - towards.y;
        const float t = std::min((dx * dx + dy * dy) / (reach * reach), 1.0f);
        const float lift = 0.16f * contrast * (1 - t) * (1 - t);
        const float dark = 1 - 0.20f * contrast * t * t;
        return mixed(scaled(colour, dark), {1, 1, 1}, lift);
    }
};

} // namespace enogu::drawn
