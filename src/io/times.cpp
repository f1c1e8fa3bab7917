#include "io/times.h"

#include <charconv>
#include <cmath>
#include <cstdint>

#include "io/ascii.h"

namespace affect::io {

Clock WrittenTime::clock() const {
  Clock clock;
  clock.type = type;
  if (type != Clock::Type::calendar) return clock;
  clock.start = seconds;
  clock.zone = zone;
  clock.precision = precision;
  return clock;
}

std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<Seconds> parse_media_time(std::string_view text) {
  std::int64_t seconds = 0, fraction = 0, parts = 1;  // of a second
  for (int part = 0; part < 3; ++part) {
    const auto colon = text.find(':');
    std::string_view digits = text.substr(0, colon);
    if (colon == std::string_view::npos) {
      if (part == 0) return std::nullopt;
      if (const auto point = digits.find_first_of(".,"); point != std::string_view::npos) {
        const std::string_view decimals = digits.substr(point + 1);
        if (!all_digits(decimals) || decimals.size() > 9) return std::nullopt;
        std::from_chars(decimals.data(), decimals.data() + decimals.size(), fraction);
        for (std::size_t i = 0; i < decimals.size(); ++i) parts *= 10;
        digits = digits.substr(0, point);
      }
    }
    if (!all_digits(digits) || digits.size() > (part == 0 ? 6 : 2)) return std::nullopt;
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (part > 0 && value > 59) return std::nullopt;
    seconds = seconds * 60 + value;
    // One division gives the number that is written as the source wrote it; a sum of two might not.
    if (colon == std::string_view::npos)
      return static_cast<Seconds>(seconds * parts + fraction) / static_cast<double>(parts);
    text.remove_prefix(colon + 1);
  }
  return std::nullopt;
}

std::optional<WrittenTime> parse_written_time(std::string_view text) {
  text = trim(text);
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  if (const auto media = parse_media_time(text)) return WrittenTime{.seconds = *media};
  const auto calendar = parse_iso_time(text);
  if (!calendar) return std::nullopt;
  WrittenTime time{.seconds = *calendar, .type = Clock::Type::calendar};
  if (text.size() == 10) {
    time.precision = Clock::Precision::day;
    return time;
  }
  const auto offset = text.find_first_of("Zz+-", 11);
  if (offset != std::string_view::npos) {
    time.zone = text[offset] == 'Z' || text[offset] == 'z' ? std::string_view("UTC") : text.substr(offset);
  }
  const std::string_view of_day = text.substr(11, offset == std::string_view::npos ? offset : offset - 11);
  if (of_day.size() == 5) time.precision = Clock::Precision::minute;
  return time;
}

WrittenTime time_of_number(double number) {
  if (number < 1e8) return {.seconds = number};
  return {.seconds = number < 1e11 ? number : number / 1000, .type = Clock::Type::calendar, .zone = "UTC"};
}

std::optional<WrittenTime> parse_time_cell(std::string_view text) {
  if (const auto number = parse_number(text)) return time_of_number(*number);
  return parse_written_time(text);
}

}  // namespace affect::io
