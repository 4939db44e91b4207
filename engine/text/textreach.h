// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/text/cliptokenizer.h"

namespace enogu {

/// How much of a text a model with such a tokenizer reads.
TextReach reachOf(const ClipTokenizer& tokenizer, const std::string& text);

} // namespace enogu
