#include "io/json_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace affect::io {
namespace {

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53
constexpr double kSmallestFixed = 1e-5;
constexpr std::size_t kNumberSize = 48;

/// Four decimals cover most of what models and lexicons give. At most 15 digits name one double only, so that digits
/// that divide back to the value are its shortest form.
char* write_four_decimals(char* out, double value) {
  constexpr double kScale = 1e4;
  constexpr double kFifteenDigits = 1e15;
  const double scaled = std::nearbyint(value * kScale);
  if (!(std::fabs(scaled) < kFifteenDigits) || scaled / kScale != value) return nullptr;
  const auto digits = static_cast<std::uint64_t>(std::fabs(scaled));
  if (value < 0) *out++ = '-';
  out = std::to_chars(out, out + kNumberSize / 2, digits / 10000).ptr;
  *out++ = '.';
  auto fraction = static_cast<unsigned>(digits % 10000);
  for (unsigned place = 1000; fraction != 0; place /= 10) {
    *out++ = static_cast<char>('0' + fraction / place);
    fraction %= place;
  }
  return out;
}

char* write_number(char* out, double value) {
  char* const end = out + kNumberSize;
  const double size = std::fabs(value);
  if (size < kExactIntegers && value == std::trunc(value)) {
    if (value == 0 && std::signbit(value)) *out++ = '-';
    return std::to_chars(out, end, static_cast<std::int64_t>(value)).ptr;
  }
  if (size >= kSmallestFixed && size < kExactIntegers) {
    if (char* const done = write_four_decimals(out, value)) return done;
    return std::to_chars(out, end, value, std::chars_format::fixed).ptr;
  }
  return std::to_chars(out, end, value, std::chars_format::scientific).ptr;
}

constexpr bool needs_escape(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }

/// True where none of eight bytes needs an escape (the high bit trick of Mycroft 1987).
bool are_plain(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  const auto has_zero = [](std::uint64_t x) { return (x - kOnes) & ~x & kHigh; };
  const auto control = (word - kOnes * 0x20) & ~word & kHigh;
  return (control | has_zero(word ^ (kOnes * '"')) | has_zero(word ^ (kOnes * '\\'))) == 0;
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
  }
}

}  // namespace

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  std::array<char, kNumberSize + 1> text;
  const auto size = static_cast<std::size_t>(write_number(text.data(), value) - text.data());
  out.append(text.data(), size);
}

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  out.append(text.data(), static_cast<std::size_t>(end - text.data()));
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t begin = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    if (text.size() - i >= 8 && are_plain(text.data() + i)) {
      i += 8;
    } else if (!needs_escape(static_cast<unsigned char>(text[i]))) {
      ++i;
    } else {
      out.append(text, begin, i - begin);
      append_escape(out, text[i]);
      begin = ++i;
    }
  }
  out.append(text, begin, text.size() - begin);
  out += '"';
}

void JsonWriter::comma() {
  // Strings, numbers and members never end in an opening bracket.
  if (!out_.empty() && out_.back() != '{' && out_.back() != '[') out_ += ',';
}

void JsonWriter::key(std::string_view name) {
  comma();
  out_ += '"';
  out_ += name;
  out_ += "\":";
}

void JsonWriter::text(std::string_view name, std::string_view value) {
  if (value.empty()) return;
  key(name);
  append_string(out_, value);
}

void JsonWriter::number(std::string_view name, std::optional<double> value) {
  if (!value) return;
  key(name);
  append_number(out_, *value);
}

void JsonWriter::integer(std::string_view name, std::optional<std::int64_t> value) {
  if (!value) return;
  key(name);
  append_integer(out_, *value);
}

void JsonWriter::texts(std::string_view name, std::span<const std::string> values) {
  key(name);
  open('[');
  for (const std::string& value : values) {
    comma();
    append_string(out_, value);
  }
  close(']');
}

void JsonWriter::raw(std::string_view name, std::string_view json) {
  if (json.empty()) return;
  key(name);
  out_ += json;
}

void JsonWriter::members(std::string_view json) {
  if (json.empty()) return;
  comma();
  out_ += json;
}

}  // namespace affect::io
