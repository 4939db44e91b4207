// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palettes.h"

namespace enogu {

namespace {

struct Tones
{
    QRgb window, base, alternate, button, text, faint, accent, accentText, link;
};

QPalette paletteOf(const Tones& tones)
{
    QPalette palette{QColor(tones.button), QColor(tones.window)};
    const auto set = [&](QPalette::ColorRole role, QRgb colour) {
        palette.setColor(role, QColor(colour));
    };
    set(QPalette::Base, tones.base);
    set(QPalette::AlternateBase, tones.alternate);
    set(QPalette::ToolTipBase, tones.base);
    for (auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        set(role, tones.text);
    set(QPalette::PlaceholderText, tones.faint);
    set(QPalette::Highlight, tones.accent);
    set(QPalette::HighlightedText, tones.accentText);
    set(QPalette::Link, tones.link);
    set(QPalette::LinkVisited, tones.link);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(tones.faint));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(tones.alternate));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor(tones.faint));
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf({0xfff0f0f1, 0xffffffff, 0xffe6e6e8, 0xfff7f7f8, 0xff1e1f22, 0xff85878c,
                      0xff1f6f8b, 0xffffffff, 0xff14596f});
}

QPalette darkPalette()
{
    return paletteOf({0xff2a2b2e, 0xff1f2023, 0xff35363a, 0xff37383c, 0xffececee, 0xff85878d,
                      0xff2b7d9b, 0xffffffff, 0xff6cc5e0});
}

} // namespace enogu
