// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace enogu {

using Bytes = std::span<const std::byte>;

/// Longest tensor rank that any container may hold.
constexpr std::size_t kMaxRank = 8;

/// A little-endian number at bytes[at]; the caller has checked that it lies inside.
template <typename T>
T loadLittle(Bytes bytes, std::size_t at)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// True when [at, at + size) lies inside `total` bytes.
inline bool fits(std::uint64_t at, std::uint64_t size, std::uint64_t total)
{
    return at <= total && size <= total - at;
}

/// The sum or the product, false when it leaves the type.
template <typename T>
bool addInto(T& value, T other)
{
    return !__builtin_add_overflow(value, other, &value);
}
template <typename T>
bool multiplyInto(T& value, T factor)
{
    return !__builtin_mul_overflow(value, factor, &value);
}

std::string_view textOf(Bytes bytes);
bool isUtf8(std::string_view text);

/// Text of a file made fit for a sentence: no control characters, valid UTF-8, at most `longest`
/// bytes.
std::string shown(std::string_view text, std::size_t longest = 80);
std::string shownName(const std::filesystem::path& path);

inline constexpr std::string_view kFetchAgain = "download the file again";
inline constexpr std::string_view kSaveAgain = "save its weights as safetensors and open that file";
inline constexpr std::string_view kDistrust = "do not trust it and ask for a safetensors file";

/// Throws Error(BadModelFile): "Cannot read <name>: <reason>; <remedy>." `name` has been shown().
[[noreturn]] void refuse(std::string_view name, std::string_view reason,
                         std::string_view remedy = kFetchAgain);

} // namespace enogu
