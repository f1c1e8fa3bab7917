/// Valid UTF-8 out of any bytes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace affect::io {

bool is_utf8(std::string_view bytes);
/// Appends `bytes` with each maximal part that is not UTF-8 (Unicode 15, section 3.9) and each NUL as U+FFFD.
/// Returns where the first part lies that is not UTF-8, or npos.
std::size_t append_clean_utf8(std::string_view bytes, std::string& out);
struct Utf8Step {
  std::size_t size;  ///< bytes of the code point, or of the part that is wrong
  bool valid;
};
/// The first code point of `bytes`, which are some.
Utf8Step step_utf8(std::string_view bytes);
/// `code` is a scalar value.
void append_utf8(std::uint32_t code, std::string& out);
std::size_t count_code_points(std::string_view utf8);

}  // namespace affect::io
