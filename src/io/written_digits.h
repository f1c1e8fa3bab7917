/// Digits of the scripts that people date their messages in, and the marks that only say how to draw them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace affect::io {

/// Takes a decimal digit of any script off the front of UTF-8 text: "4", U+0664, U+096A.
std::optional<int> take_digit(std::string_view& text);
/// Passes over directional marks (U+200E, U+200F, U+061C, U+202A-202E, U+2066-2069) and U+FEFF.
void skip_directions(std::string_view& text);
/// `text` without them, wherever they stand.
std::string without_directions(std::string_view text);

}  // namespace affect::io
