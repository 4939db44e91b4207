// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/npy.h"

#include <charconv>
#include <optional>
#include <utility>

namespace enogu {
namespace {

std::optional<ElementType> typeOf(std::string_view text)
{
    using enum ElementType;
    constexpr std::pair<std::string_view, ElementType> kTypes[] = {
        {"<f8", F64}, {"<f4", F32}, {"<f2", F16}, {"<i8", I64}, {"<i4", I32},
        {"<i2", I16}, {"|i1", I8},  {"|u1", U8},  {"|b1", Bool}};
    for (const auto& [name, type] : kTypes) {
        if (name == text)
            return type;
    }
    return std::nullopt;
}

/// Reads {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } and nothing wider.
class NpyHeaderReader
{
public:
    NpyHeaderReader(std::string_view text, const std::string& file) : m_rest(text), m_file(file) {}

    NpyHeader read()
    {
        expect('{');
        while (!accept('}')) {
            readField();
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipSpace();
        if (!m_rest.empty() || !m_descr || !m_order || !m_shape)
            refuseHere();
        return m_header;
    }

private:
    [[noreturn]] void refuseHere() const
    {
        refuse(m_file, "its .npy header is not of the form that NumPy writes");
    }

    void skipSpace()
    {
        const auto end = m_rest.find_first_not_of(" \n\t");
        m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end);
    }

    bool accept(char wanted)
    {
        skipSpace();
        if (m_rest.empty() || m_rest.front() != wanted)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    void expect(char wanted)
    {
        if (!accept(wanted))
            refuseHere();
    }

    std::string_view readString()
    {
        const char quote = accept('\'') ? '\'' : '"';
        if (quote == '"')
            expect('"');
        const auto end = m_rest.find(quote);
        if (end == std::string_view::npos)
            refuseHere();
        const std::string_view text = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        return text;
    }

    void readField()
    {
        const std::string_view key = readString();
        expect(':');
        if (key == "descr" && !std::exchange(m_descr, true))
            readType();
        else if (key == "fortran_order" && !std::exchange(m_order, true))
            m_header.fortran = readBool();
        else if (key == "shape" && !std::exchange(m_shape, true))
            readShape();
        else
            refuseHere();
    }

    void readType()
    {
        skipSpace();
        if (m_rest.starts_with('['))
            refuse(m_file, "it holds records instead of numbers", kSaveAgain);
        const std::string_view text = readString();
        const auto type = typeOf(text);
        if (!type && text.find('O') != std::string_view::npos)
            refuse(m_file, "it holds Python objects instead of numbers", kDistrust);
        if (!type)
            refuse(m_file,
                   "its numbers are of the type " + shown(text) + ", which is not supported",
                   kSaveAgain);
        m_header.type = *type;
    }

    bool readBool()
    {
        skipSpace();
        const bool value = m_rest.starts_with("True");
        if (!value && !m_rest.starts_with("False"))
            refuseHere();
        m_rest.remove_prefix(value ? 4 : 5);
        return value;
    }

    void readShape()
    {
        expect('(');
        while (!accept(')')) {
            m_header.shape.push_back(readSide());
            if (m_header.shape.size() > kMaxRank)
                refuse(m_file, "its shape has more than 8 sides", kSaveAgain);
            if (!accept(',')) {
                if (m_header.shape.size() == 1)
                    refuseHere();
                expect(')');
                break;
            }
        }
    }

    std::int64_t readSide()
    {
        skipSpace();
        std::int64_t side = -1;
        const auto [end, fault] =
            std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), side);
        if (fault != std::errc() || side < 0)
            refuse(m_file, "its shape has a side that is no size");
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        if (m_rest.starts_with('L')) // Python 2 wrote 64L
            m_rest.remove_prefix(1);
        return side;
    }

    std::string_view m_rest;
    const std::string& m_file;
    NpyHeader m_header;
    bool m_descr = false;
    bool m_order = false;
    bool m_shape = false;
};

} // namespace

NpyHeader parseNpyHeader(std::string_view text, const std::string& name)
{
    return NpyHeaderReader(text, name).read();
}

} // namespace enogu
