/// ASCII rules for text of any language, without locales. Bytes from 0x80 on belong to letters.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

namespace affect::io {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
constexpr bool is_letter(char c) { return is_upper(c) || is_lower(c) || is_high(c); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::string_view trim_left(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}
constexpr std::string_view trim_right(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}
constexpr std::string_view trim(std::string_view text) { return trim_right(trim_left(text)); }

inline std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), to_lower);
  return result;
}
inline bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
/// The last part of a path.
inline std::string_view file_name(std::string_view path) { return path.substr(path.find_last_of("/\\") + 1); }
/// Whether a file's name ends so, in any case: ".csv".
inline bool has_ending(std::string_view path, std::string_view ending) {
  return path.size() > ending.size() && lower(path.substr(path.size() - ending.size())) == ending;
}
/// "call.srt" of "call.srt.gz".
inline std::string_view without_packing(std::string_view path) {
  for (const std::string_view ending : {".gz", ".zst"}) {
    if (has_ending(file_name(path), ending)) return path.substr(0, path.size() - ending.size());
  }
  return path;
}
/// The file's name without its ending: "call" of "talks/call.srt" and "talks/call.srt.gz".
inline std::string_view file_stem(std::string_view path) {
  const std::string_view name = without_packing(file_name(path));
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}
/// A path without the ending of its last part: "talks/call" of "talks/call.srt".
inline std::string without_ending(std::string_view path) {
  return std::string(path.substr(0, path.size() - file_name(path).size())) + std::string(file_stem(path));
}
/// Takes the first line off `text`; false at its end. For heads of files, where the last line may be cut.
inline bool take_line(std::string_view& text, std::string_view& line) {
  if (text.empty()) return false;
  const auto end = text.find_first_of("\r\n");
  line = text.substr(0, end);
  if (end == std::string_view::npos) {
    text = {};
  } else {
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return true;
}

}  // namespace affect::io
