// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace enogu {

/// What went wrong, as a kind that the window can turn into a sentence and a remedy.
enum class ErrorCode {
    Cancelled,
    BadImage,
    ImageTooLarge,
    UnsupportedFormat,
    BadModelFile,
    WrongModelKind,
    MissingFile,
    FileExists,
    DiskFull,
    NoPermission,
    OutOfMemory,
    OutOfDeviceMemory,
    NonFinite,
    EngineUnavailable,
    BadArgument,
    Internal,
};

/// The one exception of the product: thrown inside, returned as Outcome at the engine's edge.
/// what() is one English sentence that names the file and the remedy; no line breaks.
class Error : public std::runtime_error
{
public:
    Error(ErrorCode code, const std::string& sentence) : std::runtime_error(sentence), m_code(code)
    {
    }

    ErrorCode code() const noexcept { return m_code; }

private:
    ErrorCode m_code;
};

/// A value or the error that took its place.
template <typename T>
class [[nodiscard]] Outcome
{
public:
    Outcome(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Outcome(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const noexcept { return m_state.index() == 0; }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

} // namespace enogu
