/// The terminal that the program runs in, and what is said on standard error.
#pragma once
#include <cstddef>

#include "affect/diagnostics.h"
#include "cli/verb.h"

namespace affect::cli {

/// Cells across: COLUMNS, else what the terminal says, else 80; 40 to 200.
std::size_t terminal_columns();
/// Whether to colour standard output: as asked, else on a terminal without NO_COLOR (no-color.org).
bool use_colour(Colour asked);
/// One line a kind: "warning: empty turn (3 times, first at call.srt:12)".
void warn(const Diagnostics& diagnostics);

}  // namespace affect::cli
