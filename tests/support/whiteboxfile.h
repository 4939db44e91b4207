// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace enogu::tests {

/// Weights of a White-box generator, made by hand: the smallest network that any test can write
/// without LibTorch.
class WhiteBoxFile
{
public:
    /// All weights are zero and the last bias is `bias`: every pixel becomes tanh(tanh(bias)).
    static WhiteBoxFile ofOneColour(const std::array<float, 3>& bias);
    /// Weights from a counter, so that the picture has structure.
    static WhiteBoxFile random();

    std::vector<float>& operator[](const std::string& key) { return m_values.at(key); }
    void drop(const std::string& key) { m_values.erase(key); }
    void add(const std::string& key) { m_values[key] = {1, 2, 3}; }
    void write(const std::filesystem::path& path) const;

private:
    WhiteBoxFile();

    std::map<std::string, std::vector<float>> m_values;
};

} // namespace enogu::tests
