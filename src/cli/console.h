/// The terminal that the program runs in, and what is said on standard error.
#pragma once
#include <cstddef>

#include "affect/diagnostics.h"
#include "affect/report/terminal.h"
#include "cli/verb.h"

namespace affect::cli {

/// Cells across: COLUMNS, else what the terminal says, else 80; 40 to 200.
std::size_t terminal_columns();
/// Lines: LINES, else what the terminal says, else 24.
std::size_t terminal_rows();
/// Whether standard output is a terminal whose cursor moves.
bool moves_cursor();
/// Whether to colour standard output: as asked, else on a terminal without NO_COLOR (no-color.org).
bool use_colour(Colour asked);
/// How people are shown what goes to standard output. How many colours the terminal has is told by COLORTERM and TERM;
/// that it knows no Unicode, by a locale (LC_ALL, LC_CTYPE, LANG) that is set and is not UTF-8.
report::TerminalStyle terminal_style(Colour asked);
/// One line a kind: "warning: empty turn (3 times, first at call.srt:12)".
void warn(const Diagnostics& diagnostics);

}  // namespace affect::cli
