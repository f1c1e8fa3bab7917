/// A field of a CSV row, quoted as RFC 4180 has it where it needs to be.
///
/// Thread-safety: pure function.
#pragma once
#include <string>
#include <string_view>

namespace affect::io {

inline void append_csv_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

inline std::string csv_field(std::string_view text) {
  std::string out;
  append_csv_field(out, text);
  return out;
}

}  // namespace affect::io
