#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the three sample pictures as SVG beside this file. The JPEGs are these drawings at 1200 × 800,
with a little noise, quality 86.
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


def house(rng, x, width, height, ground, wall):
    top = ground - height
    parts = [rect(x, top, width, height, wall), rect(x, top, width, 10, mixed(wall, '#000000', .35)),
             rect(x + width * .82, top, width * .18, height, mixed(wall, '#1b2440', .18))]
    columns, rows = max(2, int(width / 58)), max(2, int((height - 110) / 74))
    for row in range(rows):
        for column in range(columns):
            wx, wy = x + width * (column + .25) / columns, top + 30 + row * 74
            lit = '#ffd98a' if rng.random() < .3 else mixed('#5d7f9c', '#a9c7d8', rng.random())
            parts += [rect(wx - 4, wy - 4, width / columns * .5 + 8, 52, '#efe6d8'), rect(wx, wy, width / columns * .5, 44, lit),
                      rect(wx + width / columns * .24, wy, 2.5, 44, '#efe6d8'), rect(wx - 6, wy + 46, width / columns * .5 + 12, 6, mixed(wall, '#000000', .3))]
    shop = ground - 84
    colour = rng.choice(('#c9483b', '#2f7f7a', '#d99a2b', '#44659e'))
    parts += [rect(x + 12, shop, width - 24, 84, '#33414d'), rect(x + 20, shop + 26, width - 90, 46, '#f4dfae'),
              rect(x + width - 58, shop + 22, 34, 62, '#6b4a35')]
    strip = (width - 12) / 9
    for i in range(9):
        parts.append(polygon([(x + 6 + i * strip, shop - 10), (x + 6 + (i + 1) * strip, shop - 10),
                              (x + 2 + (i + 1) * (strip + .8), shop + 22), (x + 2 + i * (strip + .8), shop + 22)],
                             colour if i % 2 == 0 else '#f7efe1'))
    return parts


def street(rng):
    parts = sky('#5d9bd6', '#fbe3c4', 560)
    for x, y, size in ((180, 90, 60), (700, 130, 75), (1080, 70, 50)):
        parts += cloud(rng, x, y, size)
    for i in range(14):
        parts.append(rect(i * 90 - 20, 330 - rng.uniform(0, 120), 80, 400, mixed('#a9bdd0', '#c9c3c4', rng.random())))
    x = -20
    for width, height, wall in ((210, 430, '#d9b48c'), (190, 350, '#c87f63'), (230, 480, '#e4d3b4'), (180, 390, '#8fa3a0'),
                                (220, 450, '#d39a7c'), (230, 370, '#cfc4a8')):
        parts += house(rng, x, width, height, 620, wall)
        x += width
    parts += [rect(0, 620, W, 60, '#b9b2a8'), rect(0, 676, W, 8, '#8a857e')]
    parts += [rect(i * 75, 622, 2, 54, '#9d968c') for i in range(17)]
    parts += [rect(0, 684 + i * 3, W, 4, mixed('#5a5d64', '#6f7178', i / 38)) for i in range(39)]
    parts += [polygon([(x, 735), (x + 95, 735), (x + 88, 747), (x - 8, 747)], '#efe9d6') for x in range(20, W, 190)]
    for x in (150, 560, 985):
        parts += tree(rng, x, 640, 150, '#2c5531', '#95bf57')
    for x in (365, 790):
        parts += [rect(x, 440, 7, 210, '#2e3338'), rect(x - 24, 436, 56, 7, '#2e3338'), circle(x - 20, 452, 13, '#fff1c1'),
                  circle(x + 28, 452, 13, '#fff1c1')]
    body = [(640, 712), (648, 676), (690, 668), (716, 634), (806, 634), (838, 668), (878, 678), (882, 712)]
    parts += [polygon(body, '#c23f35'), polygon([(704, 668), (723, 642), (757, 642), (757, 668)], '#bcd6e2'),
              polygon([(765, 668), (765, 642), (800, 642), (822, 668)], '#9fc0d0'), rect(640, 694, 242, 8, '#8d2b25')]
    for x in (692, 832):
        parts += [circle(x, 712, 24, '#26282c'), circle(x, 712, 12, '#c9ccd1')]
    return parts


def room(rng):
    parts = [rect(0, i * 7, W, 8, mixed('#e9d6b8', '#d8bf9a', i / 79)) for i in range(80)]
    parts += [rect(0, 560 + i * 6, W, 7, mixed('#9a6b45', '#6f4729', i / 40)) for i in range(40)]
    for i in range(-14, 30):
        parts.append(polygon([(i * 60 + 300, 560), (i * 60 + 303, 560), (600 + (i * 60 - 298) * 1.9, H), (600 + (i * 60 - 302) * 1.9, H)],
                             '#5d3b22'))
    parts += [rect(0, 548, W, 14, '#f3ead9'), rect(120, 90, 380, 340, '#f7f0e2')]
    parts += [rect(138, 108 + i * 4, 344, 5, mixed('#79b4e3', '#fbe6c8', i / 76)) for i in range(76)]
    parts += [polygon([(138, 412), (138, 340), (220, 300), (300, 345), (390, 290), (482, 340), (482, 412)], '#6d9c77')]
    parts += [rect(303, 108, 14, 304, '#f7f0e2'), rect(138, 250, 344, 12, '#f7f0e2'), rect(100, 428, 420, 18, '#e6dac4')]
    for side in (70, 478):
        for i in range(8):
            parts.append(rect(side + i * 9, 70, 10, 410, mixed('#c75b4c', '#e58b72', abs(math.sin(i * 1.1)))))
    parts += [rect(60, 60, 500, 12, '#6b4a35'), polygon([(200, 800), (560, 800), (470, 600), (250, 600)], '#ffe9b8', 'fill-opacity="0.28"')]
    parts += [rect(800, 120, 330, 440, '#7a5233')]
    for shelf in range(4):
        y = 132 + shelf * 106
        parts += [rect(812, y, 306, 94, '#4d321f'), rect(800, y + 94, 330, 12, '#8c6240')]
        x = 820
        while x < 1085:
            w, h = rng.uniform(12, 28), rng.uniform(58, 86)
            colour = rng.choice(('#c9483b', '#2f7f7a', '#d9a441', '#44659e', '#efe6d8', '#7a4f8c', '#5d8a4a'))
            parts += [rect(x, y + 94 - h, w, h, colour), rect(x + 3, y + 94 - h + 10, w - 6, 5, '#f7efe1')]
            x += w + (2 if rng.random() < .8 else 30)
    parts += [rect(590, 150, 150, 190, '#5b4433'), rect(602, 162, 126, 166, '#f3e3c3'), circle(665, 230, 34, '#e0763f'),
              polygon([(602, 328), (640, 262), (680, 300), (705, 270), (728, 328)], '#2f6f78')]
    parts += [polygon([(560, 700), (1010, 700), (980, 640), (590, 640)], '#b98a5a'), rect(560, 700, 450, 18, '#8f6239')]
    parts += [rect(x, 716, 20, 84, '#7a5233') for x in (590, 960)]
    parts += [rect(760, 590, 12, 62, '#2e3338'), polygon([(715, 592), (817, 592), (795, 520), (737, 520)], '#ffdf94'),
              circle(766, 570, 100, '#fff0c0', 'fill-opacity="0.25"'), rect(735, 650, 62, 10, '#2e3338')]
    parts += [polygon([(640, 672), (700, 662), (716, 684), (652, 692)], '#44659e'), circle(880, 650, 24, '#f7efe1'),
              circle(880, 642, 19, '#6b3f26'), rect(588, 612, 40, 48, '#c9683f')]
    parts += [polygon([(608, 612), (608 + dx, 612 - dy), (614 + dx * .5, 606)], mixed('#2f6b3a', '#7fb457', rng.random()))
              for dx, dy in ((-46, 60), (-30, 88), (-8, 100), (16, 92), (40, 70), (54, 44), (-56, 36))]
    return parts


def main():
    folder = Path(__file__).parent
    for seed, draw in enumerate((street, room, landscape)):
        body = '\n'.join(draw(random.Random(seed)))
        (folder / f'{draw.__name__}.svg').write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{W}" height="{H}" viewBox="0 0 {W} {H}">\n{body}\n</svg>\n')


main()
