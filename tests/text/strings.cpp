// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/text/strings.h"

#include <QFile>

#include <array>
#include <string_view>

namespace {

struct Script
{
    char32_t first;
    char32_t last;
};

constexpr Script kScripts[] = {
    {0x41, 0x7A},       {0x61, 0x7A},       {0xC0, 0x24F},    {0x250, 0x2AF},   {0x370, 0x3FF},
    {0x400, 0x52F},     {0x531, 0x587},     {0x5B0, 0x5F4},   {0x600, 0x6FF},   {0x700, 0x74F},
    {0x780, 0x7B1},     {0x7C0, 0x7FA},     {0x900, 0x97F},   {0x980, 0x9FF},   {0xA01, 0xA76},
    {0xA81, 0xAF1},     {0xB01, 0xB77},     {0xB82, 0xBFA},   {0xC00, 0xC7F},   {0xC80, 0xCF2},
    {0xD00, 0xD7F},     {0xD81, 0xDF4},     {0xE01, 0xE5B},   {0xE81, 0xEDF},   {0xF00, 0xFDA},
    {0x1000, 0x109F},   {0x10A0, 0x10FF},   {0x1100, 0x11FF}, {0x1200, 0x139F}, {0x13A0, 0x13FD},
    {0x1400, 0x167F},   {0x1680, 0x16F8},   {0x1780, 0x17F9}, {0x1800, 0x18AA}, {0x1E00, 0x1FFE},
    {0x2C00, 0x2D7F},   {0x3041, 0x30FF},   {0x3400, 0x9FFF}, {0xA000, 0xA4C6}, {0xAC00, 0xD7A3},
    {0xFB00, 0xFEFC},   {0xFF01, 0xFFEE},   {0x300, 0x36F},   {0x2000, 0x2BFF}, {0x1F300, 0x1FAFF},
    {0x10300, 0x108FF}, {0x1D400, 0x1D7FF}, {0x20, 0x3FFFF}};

constexpr std::string_view kJoiners[] = {" ",
                                         " ",
                                         " ",
                                         "  ",
                                         "\t",
                                         "\n ",
                                         "\u3000",
                                         "\u00a0",
                                         "",
                                         ", ",
                                         "! ",
                                         "'s ",
                                         "'LL ",
                                         "'re",
                                         "-",
                                         "\u200d",
                                         "\u0301 ",
                                         "\u0323\u0302",
                                         "\ufe0f",
                                         "42 ",
                                         "3.14",
                                         "<|endoftext|>",
                                         "<|ENDOFTEXT|>!",
                                         "<|StartOfText|>",
                                         "<New>",
                                         "_<one>",
                                         " <one> ",
                                         "!!",
                                         "\r\n",
                                         "\u0130 ",
                                         "\u03a3 ",
                                         "&amp; ",
                                         "\u00bd",
                                         "#@%",
                                         "\x1c",
                                         "\u2028"};

std::uint64_t fnv1a(std::string_view bytes)
{
    std::uint64_t value = 0xCBF29CE484222325;
    for (const char byte : bytes)
        value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
    return value;
}

class Numbers
{
public:
    explicit Numbers(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t below(std::uint64_t bound)
    {
        m_state += 0x9E3779B97F4A7C15;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (z ^ (z >> 31)) % bound;
    }

private:
    std::uint64_t m_state;
};

} // namespace

std::string utf8OfPoint(char32_t point)
{
    if (point < 0x80)
        return {char(point)};
    int shift = point < 0x800 ? 6 : point < 0x10000 ? 12 : 18;
    const char32_t lead = shift == 6 ? 0xC0 : shift == 12 ? 0xE0 : 0xF0;
    std::string bytes{char(lead | point >> shift)};
    while ((shift -= 6) >= 0)
        bytes += char(0x80 | (point >> shift & 0x3F));
    return bytes;
}

std::string countedString(int index)
{
    Numbers numbers(fnv1a("string " + std::to_string(index)));
    const Script script = kScripts[std::size_t(index) % std::size(kScripts)];
    std::string text;
    for (auto words = 1 + numbers.below(9); words > 0; --words) {
        for (auto letters = 1 + numbers.below(8); letters > 0; --letters) {
            const char32_t point =
                script.first + char32_t(numbers.below(script.last - script.first + 1));
            text += utf8OfPoint(point >= 0xD800 && point < 0xE000 ? 0xFFFD : point);
        }
        text += kJoiners[numbers.below(std::size(kJoiners))];
    }
    return text;
}

std::uint32_t hashOf(const std::vector<std::int64_t>& ids)
{
    std::string bytes;
    for (const std::int64_t id : ids)
        for (int shift = 0; shift < 32; shift += 8)
            bytes += char(id >> shift & 255);
    const std::uint64_t value = fnv1a(bytes);
    return std::uint32_t((value ^ (value >> 24) ^ (value >> 48)) & 0xFFFFFF);
}

std::vector<std::uint32_t> hashesOf(const char* file)
{
    constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    QFile golden(QLatin1String(ENOGU_SOURCE_DIR "/tests/golden/text/") + QLatin1String(file));
    std::vector<std::uint32_t> hashes;
    if (!golden.open(QIODevice::ReadOnly))
        return hashes;
    std::uint32_t value = 0;
    int digits = 0;
    for (const char letter : golden.readAll()) {
        if (letter == '\n')
            continue;
        value = (value << 6 | std::uint32_t(kLetters.find(letter))) & 0xFFFFFF;
        if (++digits % 4 == 0)
            hashes.push_back(value);
    }
    return hashes;
}
