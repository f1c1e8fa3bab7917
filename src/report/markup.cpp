#include "report/markup.h"

#include <fmt/format.h>

#include "io/utf8.h"
#include "report/cells.h"

namespace affect::report {

namespace {

bool is_visible(char32_t sign) {
  const bool is_control = (sign < 0x20 && sign != '\n' && sign != '\t') || (sign >= 0x7F && sign < 0xA0);
  const bool turns_direction = (sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2066 && sign <= 0x2069);
  return !is_control && !turns_direction;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t sign = next_code_point(text, at);
    if (is_visible(sign)) io::append_utf8(sign, out);
  }
  return out;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t sign = next_code_point(text, at);
    switch (sign) {
      case '&':
        out += "&amp;";
        continue;
      case '<':
        out += "&lt;";
        continue;
      case '>':
        out += "&gt;";
        continue;
      case '"':
        out += "&quot;";
        continue;
      case '\'':
        out += "&#39;";
        continue;
      default:
        break;
    }
    if (is_visible(sign)) io::append_utf8(sign, out);
  }
  return out;
}

std::string language_tag(std::string_view tag) {
  for (const char byte : tag) {
    const bool fits =
        (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-';
    if (!fits) return {};
  }
  return tag.size() <= 35 ? std::string(tag) : std::string{};
}

std::string coordinate(double value) {
  std::string out = fmt::format("{:.1f}", value);
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out == "-0" ? "0" : out;
}

}  // namespace affect::report
