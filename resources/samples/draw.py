#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the landscape as SVG beside this file. The JPEG is this drawing at 1200 × 800, with a little noise, quality 86.

The other samples are scenes of the world that the bundled models know: street, evening and room are the pictures 15, 26 and 0 of
`enogu train scenes OUT --count 27 --size 512 --held-out --seed 3`.
"""
import math
import random
from pathlib import Path

W, H = 1200, 800


def rect(x, y, w, h, colour, extra=''):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{colour}" {extra}/>'


def polygon(points, colour, extra=''):
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="{colour}" {extra}/>'


def circle(x, y, r, colour, extra=''):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{colour}" {extra}/>'


def mixed(a, b, share):
    pairs = zip(bytes.fromhex(a[1:]), bytes.fromhex(b[1:]))
    return '#' + ''.join(f'{round(p + (q - p) * share):02x}' for p, q in pairs)


def sky(top, bottom, height):
    return [rect(0, i * height / 80, W, height / 80 + 1, mixed(top, bottom, i / 79)) for i in range(80)]


def cloud(rng, x, y, size):
    return [circle(x + rng.uniform(-1.6, 1.6) * size, y + rng.uniform(-.3, .3) * size,
                   size * rng.uniform(.35, .7), '#fffaf0', f'fill-opacity="{rng.uniform(.25, .6):.2f}"')
            for _ in range(16)]


def tree(rng, x, y, size, dark, light):
    parts = [polygon([(x - size * .07, y), (x + size * .07, y), (x + size * .03, y - size), (x - size * .03, y - size)],
                     '#5b4433')]
    for i in range(70):
        angle, reach = rng.uniform(0, math.tau), size * .48 * math.sqrt(rng.random())
        px, py = x + reach * math.cos(angle), y - size * 1.1 + reach * .85 * math.sin(angle)
        lit = min(1, max(0, .5 - (py - y + size * 1.1) / size + rng.uniform(-.25, .25)))
        parts.append(circle(px, py, size * rng.uniform(.06, .14), mixed(dark, light, lit)))
    return parts


def landscape(rng):
    parts = sky('#4f8fcf', '#f6d7b0', 470) + [circle(860, 330, 52, '#fff3c9')]
    for x, y, size in ((210, 130, 70), (560, 90, 48), (960, 160, 85)):
        parts += cloud(rng, x, y, size)
    for base, rise, colour in ((400, 120, '#8fa9c4'), (450, 85, '#6f93a0'), (500, 60, '#5c8a6d'), (560, 35, '#6ea04f')):
        phase = rng.uniform(0, 6)
        line = [(x, base - rise * (.5 * math.sin(x / 170 + phase) + .3 * math.sin(x / 67 + 2 * phase)
                                   + .12 * math.sin(x / 21 + phase))) for x in range(0, W + 10, 10)]
        parts.append(polygon(line + [(W, H), (0, H)], colour))
    for i in range(40):
        y = 610 + i * 5
        parts.append(polygon([(500 - i * 9, y), (640 + i * 5, y), (640 + i * 5 + 5, y + 6), (491 - i * 9, y + 6)],
                             mixed('#f1cfa5', '#4d84b4', i / 40)))
    for _ in range(500):
        x, y = rng.uniform(0, W), rng.uniform(600, H)
        if 480 - (y - 610) * 1.9 < x < 660 + (y - 610) * 1.1:
            continue
        parts.append(polygon([(x, y), (x + 5, y), (x + rng.uniform(-4, 9), y - rng.uniform(8, 22))],
                             mixed('#44752f', '#a9c862', rng.random())))
    for x, y, size in sorted(((110, 640, 190), (250, 610, 120), (900, 620, 150), (1040, 670, 240), (760, 590, 80)),
                             key=lambda t: t[1]):
        parts += tree(rng, x, y, size, '#274f2c', '#8dbb4f')
    return parts


def main():
    folder = Path(__file__).parent
    body = '\n'.join(landscape(random.Random(2)))
    (folder / 'landscape.svg').write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{W}" height="{H}" viewBox="0 0 {W} {H}">\n{body}\n</svg>\n')


main()
