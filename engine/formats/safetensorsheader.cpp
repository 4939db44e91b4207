// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/safetensors.h"

#include <array>
#include <nlohmann/json.hpp>
#include <set>

namespace enogu {
namespace {

using Json = nlohmann::json;

std::string tensorNamed(const std::string& name)
{
    return "the tensor " + shown(name);
}

bool typeOf(std::string_view name, ElementType& type)
{
    using enum ElementType;
    for (const ElementType known : {F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool}) {
        if (elementName(known) == name) {
            type = known;
            return true;
        }
    }
    return false;
}

/// Receives the header value by value. It accepts exactly
/// {name: {"dtype": text, "shape": [n…], "data_offsets": [n, n]}, "__metadata__": {text: text}}.
class HeaderReader : public nlohmann::json_sax<Json>
{
public:
    HeaderReader(SafetensorsHeader& header, const std::string& file)
        : m_header(header), m_file(file)
    {
    }

    bool null() override { refuseHere(); }
    bool boolean(bool) override { refuseHere(); }
    bool number_integer(number_integer_t) override { refuseHere(); }
    bool number_float(number_float_t, const string_t&) override { refuseHere(); }
    bool binary(binary_t&) override { refuseHere(); }

    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_place == Place::Shape)
            addSide(value);
        else if (m_place == Place::Offsets && m_offsets < 2)
            (m_offsets++ == 0 ? m_entry.begin : m_entry.end) = value;
        else
            refuseHere();
        return true;
    }

    bool string(string_t& value) override
    {
        if (m_place == Place::Metadata) {
            if (!m_header.metadata.emplace(m_key, value).second)
                refuse(m_file, "its metadata names " + shown(m_key) + " twice");
        } else if (m_place == Place::Entry && m_key == "dtype") {
            if (!typeOf(value, m_entry.view.type))
                refuse(m_file,
                       tensorNamed(m_entry.view.name) + " is stored as " + shown(value) +
                           ", which is not supported",
                       kSaveAgain);
        } else {
            refuseHere();
        }
        return true;
    }

    bool start_object(std::size_t) override
    {
        if (m_place == Place::Outside)
            m_place = Place::Top;
        else if (m_place == Place::Top)
            m_place = m_key == "__metadata__" ? Place::Metadata : startEntry();
        else
            refuseHere();
        return true;
    }

    bool key(string_t& value) override
    {
        m_key = value;
        if (m_place == Place::Top && !m_names.insert(value).second)
            refuse(m_file, "it names " + shown(value) + " twice");
        if (m_place == Place::Entry)
            noteField();
        return true;
    }

    bool end_object() override
    {
        if (m_place == Place::Entry)
            finishEntry();
        m_place = m_place == Place::Top ? Place::Outside : Place::Top;
        return true;
    }

    bool start_array(std::size_t) override
    {
        if (m_place != Place::Entry || m_key == "dtype")
            refuseHere();
        m_place = m_key == "shape" ? Place::Shape : Place::Offsets;
        return true;
    }

    bool end_array() override
    {
        m_place = Place::Entry;
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override
    {
        refuse(m_file, "its safetensors header is not valid JSON in UTF-8");
    }

private:
    enum class Place { Outside, Top, Metadata, Entry, Shape, Offsets };

    [[noreturn]] void refuseHere() const
    {
        refuse(m_file, "its safetensors header holds an unexpected value at " + shown(m_key));
    }

    Place startEntry()
    {
        m_entry = {};
        m_entry.view.name = m_key;
        m_shape.clear();
        m_seen = {};
        m_offsets = 0;
        return Place::Entry;
    }

    void noteField()
    {
        constexpr std::array<std::string_view, 3> kFields = {"dtype", "shape", "data_offsets"};
        for (std::size_t i = 0; i < kFields.size(); ++i) {
            if (m_key == kFields[i] && !m_seen[i]) {
                m_seen[i] = true;
                return;
            }
        }
        refuse(m_file,
               tensorNamed(m_entry.view.name) + " has an unknown or doubled field " + shown(m_key));
    }

    void addSide(std::uint64_t value)
    {
        if (m_shape.size() == kMaxRank || value > INT64_MAX)
            refuse(m_file, tensorNamed(m_entry.view.name) + " has a shape that is too large");
        m_shape.push_back(static_cast<std::int64_t>(value));
    }

    void finishEntry()
    {
        if (!m_seen[0] || !m_seen[1] || !m_seen[2] || m_offsets != 2)
            refuse(m_file, tensorNamed(m_entry.view.name) + " lacks its type, shape or place");
        if (!setContiguousShape(m_entry.view, m_shape))
            refuse(m_file, tensorNamed(m_entry.view.name) + " has a shape that is too large");
        m_header.entries.push_back(std::move(m_entry));
    }

    SafetensorsHeader& m_header;
    const std::string& m_file;
    Place m_place = Place::Outside;
    std::string m_key;
    std::set<std::string> m_names;
    SafetensorsEntry m_entry;
    std::vector<std::int64_t> m_shape;
    std::array<bool, 3> m_seen = {};
    int m_offsets = 0;
};

} // namespace

SafetensorsHeader parseSafetensorsHeader(std::string_view json, const std::string& name)
{
    if (json.empty() || json.front() != '{')
        refuse(name, "its safetensors header does not begin with a brace");
    if (json.find('\0') != std::string_view::npos) // the JSON library would stop there in silence
        refuse(name, "its safetensors header is not valid JSON in UTF-8");
    SafetensorsHeader header;
    HeaderReader reader(header, name);
    Json::sax_parse(json.begin(), json.end(), &reader);
    return header;
}

} // namespace enogu
