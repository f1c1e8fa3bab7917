/// What a terminal without Unicode shows in place of our signs.
#pragma once
#include <string>
#include <string_view>

namespace affect::report {

/// The same text in ASCII and in the same cells: our marks and braille by signs that look alike (a significant turning
/// point stays told apart from a candidate), any other character as a question mark a cell.
std::string in_ascii(std::string_view text);

}  // namespace affect::report
