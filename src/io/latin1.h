/// Text whose UTF-8 bytes were taken for Latin-1 characters and encoded again: "cafÃ©" for "café".
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace affect::io {

/// The text as it was meant, where each character is below U+0100, one is not ASCII, and their bytes are UTF-8; nothing
/// where the text is right as it is.
std::optional<std::string> mend_latin1(std::string_view utf8);

}  // namespace affect::io
