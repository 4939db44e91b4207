// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"

#include <QString>

namespace enogu {

/// The error as one sentence in the person's language. In English it is the error's own sentence,
/// otherwise one for its kind, followed by the original where that names the file.
QString sentenceOf(const Error& error);
/// A phase of engine/api/step.h in the person's language.
QString translatedPhase(const std::string& phase);

} // namespace enogu
