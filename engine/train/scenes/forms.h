// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

/// Outlines as signed distances (negative inside) that the compiler can see through: filling them
/// costs no indirect call. Coordinates: x to the right, y down.
namespace enogu::drawn {

struct Point
{
    float x = 0, y = 0;
};

struct Bounds
{
    float left, top, right, bottom;
};

inline Bounds around(Point centre, Point reach)
{
    return {centre.x - reach.x, centre.y - reach.y, centre.x + reach.x, centre.y + reach.y};
}

inline Bounds joined(const Bounds& a, const Bounds& b)
{
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

struct Disc
{
    Point centre;
    float radius;

    Bounds bounds() const { return around(centre, {radius, radius}); }
    float distance(float x, float y) const
    {
        const float dx = x - centre.x, dy = y - centre.y;
        return std::sqrt(dx * dx + dy * dy) - radius;
    }
};

/// Distances exact near the border.
struct Ellipse
{
    Point centre, radii;

    Bounds bounds() const { return around(centre, radii); }
    float distance(float x, float y) const
    {
        const float u = (x - centre.x) / radii.x, v = (y - centre.y) / radii.y;
        const float near = std::sqrt(u * u + v * v);
        const float su = u / radii.x, sv = v / radii.y;
        return near * (near - 1) / std::max(std::sqrt(su * su + sv * sv), 1e-4f);
    }
};

/// Upright rectangle with rounded corners, given by two opposite corners.
struct Panel
{
    Point least, most;
    float round = 0;

    Bounds bounds() const { return {least.x, least.y, most.x, most.y}; }
    float distance(float x, float y) const
    {
        const float u = std::max(least.x - x, x - most.x) + round;
        const float v = std::max(least.y - y, y - most.y) + round;
        const float over = std::max(u, 0.0f), under = std::max(v, 0.0f);
        return std::sqrt(over * over + under * under) + std::min(std::max(u, v), 0.0f) - round;
    }
};

/// Line with round ends.
struct Rod
{
    Point from, to;
    float radius;

    Bounds bounds() const
    {
        return joined(around(from, {radius, radius}), around(to, {radius, radius}));
    }
    float distance(float x, float y) const
    {
        const float dx = to.x - from.x, dy = to.y - from.y, px = x - from.x, py = y - from.y;
        const float t = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0f, 1.0f);
        const float ex = px - t * dx, ey = py - t * dy;
        return std::sqrt(ex * ex + ey * ey) - radius;
    }
};

/// Convex polygon, corners clockwise on the screen.
template <std::size_t N>
struct Facet
{
    std::array<Point, N> corners;
    std::array<Point, N> normals{};

    explicit Facet(const std::array<Point, N>& points) : corners(points)
    {
        for (std::size_t i = 0; i < N; ++i) {
            const Point a = corners[i], b = corners[(i + 1) % N];
            const float dx = b.x - a.x, dy = b.y - a.y;
            const float length = std::sqrt(dx * dx + dy * dy);
            normals[i] = {dy / length, -dx / length};
        }
    }
    Bounds bounds() const
    {
        Bounds box = around(corners[0], {});
        for (const Point& corner : corners)
            box = joined(box, around(corner, {}));
        return box;
    }
    float distance(float x, float y) const
    {
        float d = -1e9f;
        for (std::size_t i = 0; i < N; ++i)
            d = std::max(d, (x - corners[i].x) * normals[i].x + (y - corners[i].y) * normals[i].y);
        return d;
    }
};
template <std::size_t N>
Facet<N> facet(const Point (&points)[N])
{
    return Facet<N>(std::to_array(points));
}

/// Both forms as one outline; `melt` rounds the corner between them over such a width.
template <class A, class B>
struct Joint
{
    A a;
    B b;
    float melt = 0;

    Bounds bounds() const { return joined(a.bounds(), b.bounds()); }
    float distance(float x, float y) const
    {
        const float p = a.distance(x, y), q = b.distance(x, y);
        if (melt <= 0)
            return std::min(p, q);
        const float h = std::max(melt - std::abs(p - q), 0.0f) / melt;
        return std::min(p, q) - h * h * melt * 0.25f;
    }
};
template <class A, class B>
Joint<A, B> join(A a, B b, float melt = 0)
{
    return {a, b, melt};
}

/// What both forms hold.
template <class A, class B>
struct Overlap
{
    A a;
    B b;

    Bounds bounds() const { return a.bounds(); }
    float distance(float x, float y) const { return std::max(a.distance(x, y), b.distance(x, y)); }
};
template <class A, class B>
Overlap<A, B> overlap(A a, B b)
{
    return {a, b};
}

} // namespace enogu::drawn
