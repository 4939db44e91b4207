// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/parttensors.h"

#include "engine/formats/bytes.h"
#include "engine/formats/contents.h"
#include "engine/formats/sha256.h"
#include "engine/weights/tensors.h"

#include <algorithm>
#include <map>
#include <span>

namespace enogu {

namespace {

constexpr std::string_view kCompleteCopy = "get a complete copy of the model";

std::string textOf(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

std::vector<std::int64_t> withoutOnes(std::vector<std::int64_t> shape)
{
    std::erase(shape, 1);
    return shape;
}

} // namespace

void PartTensors::open(TensorFile file, std::string name)
{
    m_files.push_back(std::move(file));
    m_names.push_back(std::move(name));
}

void PartTensors::add(const std::string& key, const TensorView& view)
{
    if (!m_entries.emplace(key, Entry{view, m_files.size() - 1}).second)
        refuse(m_names.back(), "it holds the tensor " + shown(key) + " twice", kCompleteCopy);
    m_parameters += std::uint64_t(view.elements());
    m_bytes += std::uint64_t(view.elements()) * elementSize(view.type);
}

std::string PartTensors::sha256() const
{
    std::map<std::string_view, const TensorView*> sorted;
    for (const auto& [key, entry] : m_entries)
        sorted[key] = &entry.view;
    Sha256 hash;
    for (const auto& [key, view] : sorted) {
        hash.add(std::as_bytes(std::span(key)));
        hash.add({view->data, view->bytes});
    }
    return hexOf(hash.finish());
}

const TensorView* PartTensors::find(const std::string& key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second.view;
}

std::vector<std::int64_t> PartTensors::shape(const std::string& key, std::size_t rank) const
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        refuseMissing(key);
    const auto& [view, file] = found->second;
    std::vector<std::int64_t> shape = view.shape;
    while (shape.size() > rank && shape.back() == 1)
        shape.pop_back();
    if (shape.size() != rank || std::count(shape.begin(), shape.end(), 0) > 0)
        refuse(m_names[file], "its tensor " + shown(key) + " has the shape " + textOf(view.shape),
               "get a file of the published network");
    return shape;
}

const TensorView& PartTensors::require(const std::string& key,
                                       const std::vector<std::int64_t>& shape) const
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        refuseMissing(key);
    const auto& [view, file] = found->second;
    if (withoutOnes(view.shape) != withoutOnes(shape))
        refuse(m_names[file],
               "its tensor " + shown(key) + " has the shape " + textOf(view.shape) +
                   " instead of " + textOf(shape),
               "get weights that fit its config.json");
    return view;
}

at::Tensor PartTensors::read(const std::string& key, const std::vector<std::int64_t>& shape) const
{
    return floatTensor(require(key, shape)).reshape(shape);
}

void PartTensors::refuseMissing(const std::string& key) const
{
    refuse(m_names.front(), "it lacks the tensor " + shown(key), kCompleteCopy);
}

TensorView thirdOfRows(const TensorView& view, std::int64_t third)
{
    TensorView part = view;
    part.shape.front() = view.shape.front() / 3;
    part.data +=
        std::size_t(third * part.shape.front() * view.strides.front()) * elementSize(view.type);
    spannedBytes(part, part.bytes);
    return part;
}

} // namespace enogu
