#include "io/day_time.h"

#include <charconv>

#include <fmt/format.h>

#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr std::string_view kNarrowSpace = "\xE2\x80\xAF";  // U+202F, which Apple and newer Windows put before AM
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

std::string_view skip_spaces(std::string_view text) {
  for (;;) {
    text = trim_left(text);
    if (text.starts_with(kNarrowSpace)) {
      text.remove_prefix(kNarrowSpace.size());
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else {
      return text;
    }
  }
}

/// Two digits, or one where `least` is 1.
std::optional<int> take_two(std::string_view& text, std::size_t least, int limit) {
  std::size_t size = 0;
  while (size < text.size() && size < 3 && is_digit(text[size])) ++size;
  if (size < least || size > 2) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + size, value);
  if (value >= limit) return std::nullopt;
  text.remove_prefix(size);
  return value;
}

/// "AM", "p.m.", "P": 'a' or 'p', or 0.
char take_half(std::string_view& text) {
  const std::string_view rest = skip_spaces(text);
  if (rest.empty()) return 0;
  const char half = to_lower(rest.front());
  if (half != 'a' && half != 'p') return 0;
  for (const std::string_view ending : {".m.", ". m.", "m"}) {
    const std::string_view after = rest.substr(1);
    if (lower(after.substr(0, ending.size())) != ending) continue;
    const std::string_view left = after.substr(ending.size());
    if (!left.empty() && is_letter(left.front()) && !left.starts_with(kNarrowSpace)) return 0;
    text = left;
    return half;
  }
  return 0;
}

void take_zone(std::string_view& text, DayTime& time) {
  std::string_view rest = skip_spaces(text);
  for (const std::string_view name : {"UTC", "GMT", "Z", "z"}) {
    if (!rest.starts_with(name)) continue;
    const std::string_view after = rest.substr(name.size());
    if (!after.empty() && is_letter(after.front())) return;
    time.zone = "UTC";
    text = rest = after;
    break;
  }
  if (rest.empty() || (rest.front() != '+' && rest.front() != '-')) return;
  const bool west = rest.front() == '-';
  rest.remove_prefix(1);
  const auto hours = take_two(rest, 1, 15);
  if (!hours) {
    // "+0200" has no colon: its four digits are two numbers.
    if (rest.size() < 4 || !all_digits(rest.substr(0, 4)) || (rest.size() > 4 && is_digit(rest[4]))) return;
    std::string_view first = rest.substr(0, 2);
    std::string_view second = rest.substr(2, 2);
    const auto hour = take_two(first, 2, 15);
    const auto minute = take_two(second, 2, 60);
    if (!hour || !minute) return;
    time.offset = (*hour * 60 + *minute) * 60;
    rest.remove_prefix(4);
  } else {
    time.offset = *hours * 3600;
    if (rest.starts_with(':')) {
      std::string_view after = rest.substr(1);
      const auto minutes = take_two(after, 2, 60);
      if (minutes) {
        time.offset += *minutes * 60;
        rest = after;
      }
    }
  }
  const int minutes = static_cast<int>(time.offset) / 60;
  time.zone = minutes == 0 ? "UTC" : fmt::format("{}{:02}:{:02}", west ? '-' : '+', minutes / 60, minutes % 60);
  if (west) time.offset = -time.offset;
  text = rest;
}

}  // namespace

std::optional<DayTime> take_day_time(std::string_view& text) {
  std::string_view rest = text;
  DayTime time;
  auto hour = take_two(rest, 1, 25);
  if (!hour || !rest.starts_with(':')) return std::nullopt;
  rest.remove_prefix(1);
  const auto minute = take_two(rest, 2, 60);
  if (!minute) return std::nullopt;
  time.of_day = *minute * 60;
  if (rest.starts_with(':')) {
    rest.remove_prefix(1);
    const auto second = take_two(rest, 2, 61);
    if (!second) return std::nullopt;
    time.of_day += *second;
    time.has_seconds = true;
    if (rest.size() > 1 && (rest.front() == '.' || rest.front() == ',') && is_digit(rest[1])) {
      double scale = 1;
      for (rest.remove_prefix(1); !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1)) {
        scale /= 10;
        time.of_day += (rest.front() - '0') * scale;
      }
    }
  }
  if (const char half = take_half(rest); half != 0) {
    if (*hour < 1 || *hour > 12) return std::nullopt;
    time.twelve_hour = true;
    *hour = *hour % 12 + (half == 'p' ? 12 : 0);
  }
  if (*hour > 23) return std::nullopt;
  time.of_day += *hour * 3600;
  take_zone(rest, time);
  text = rest;
  return time;
}

}  // namespace affect::io
