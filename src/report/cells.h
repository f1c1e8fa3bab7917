/// Text on a terminal: nothing that steers it, cut to the cells that it takes.
///
/// Widths follow Unicode UAX #11 (East Asian Width) and UAX #29 closely enough for one line of text:
/// combining marks take no cell, wide signs and emoji two, a joined emoji counts once. Thread-safety: pure
/// functions.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace affect::report {

/// The code point at `at`, which is moved behind it; a byte that is no UTF-8 gives U+FFFD and moves one byte.
char32_t next_code_point(std::string_view text, std::size_t& at);

/// One line that is safe to print: line ends and tabs become a space (runs of them one), other control
/// characters and the signs that turn the direction of text are left out, bytes that are no UTF-8 become
/// U+FFFD.
std::string printable(std::string_view text);

/// The same with its spaces as they are, for lines laid out in columns.
std::string printable_columns(std::string_view text);

/// A user-perceived character of printable text: moves `at` behind it and gives its cells.
std::size_t next_character(std::string_view text, std::size_t& at);

/// Cells of printable text.
std::size_t cells(std::string_view text);
/// Printable text cut to at most `limit` cells, between user-perceived characters, with "…" where something
/// is lost.
std::string fit(std::string_view text, std::size_t limit);
/// The same, filled with spaces up to `width` cells.
std::string pad(std::string_view text, std::size_t width);

}  // namespace affect::report
