// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"
#include "engine/api/notice.h"

#include <QString>

namespace enogu {

/// The error as one sentence in the person's language. In English it is the error's own sentence,
/// otherwise one for its kind that begins with `subject`, e.g. the file's name.
QString sentenceOf(const Error& error, const QString& subject = {});
/// A notice in the person's language; in a program without translators English.
QString sentenceOf(Notice notice);
/// What a report of the error needs: its own English sentence, its kind, the program, the system.
QString detailsOf(const Error& error);
/// A phase of engine/api/step.h in the person's language.
QString translatedPhase(const std::string& phase);

} // namespace enogu
