// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/tensorfile.h"
#include "engine/nn/parameters.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace enogu {

/// The tensors of one network by diffusers' keys: views into mapped files, which it keeps open.
class PartTensors
{
public:
    /// The tensors to be added from now on lie in this file; `name` is for sentences.
    void open(TensorFile file, std::string name);
    /// Throws Error(BadModelFile) where the key is there already.
    void add(const std::string& key, const TensorView& view);

    const TensorView* find(const std::string& key) const;
    /// The shape of a tensor, without sides of 1 at its end that are beyond the rank. Throws
    /// Error(BadModelFile) where it is missing, empty or of another rank.
    std::vector<std::int64_t> shape(const std::string& key, std::size_t rank) const;
    std::size_t size() const { return m_entries.size(); }
    const std::string& name() const { return m_names.front(); } ///< of the first file
    std::uint64_t parameters() const { return m_parameters; }
    std::uint64_t bytes() const { return m_bytes; }

    /// The tensor that has the shape asked for; sides of 1 do not count, for 1×1 convolutions are
    /// linear layers. Throws Error(BadModelFile) for a missing or misshapen one.
    const TensorView& require(const std::string& key, const std::vector<std::int64_t>& shape) const;
    /// The same as float32, in that very shape.
    at::Tensor read(const std::string& key, const std::vector<std::int64_t>& shape) const;

    /// SHA-256 of keys and numbers, as they lie in the files; the files' layout does not count.
    std::string sha256() const;

private:
    struct Entry
    {
        TensorView view;
        std::size_t file;
    };

    [[noreturn]] void refuseMissing(const std::string& key) const;

    std::vector<TensorFile> m_files;
    std::vector<std::string> m_names;
    std::unordered_map<std::string, Entry> m_entries;
    std::uint64_t m_parameters = 0;
    std::uint64_t m_bytes = 0;
};

/// A view of the rows [third · n/3, (third + 1) · n/3) of n.
TensorView thirdOfRows(const TensorView& view, std::int64_t third);

} // namespace enogu
