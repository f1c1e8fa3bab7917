#include "affect/clock.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "core/names.h"

namespace affect {
namespace {

constexpr std::array<std::string_view, 3> kTypes{"order", "media", "calendar"};
constexpr std::array<std::string_view, 4> kPrecisions{"instant", "minute", "day", "year"};

/// Reads exactly `digits` digits at the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc{} || end != text.data() + digits || text.front() == '-') return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

/// "Z", "+02:00", "+0200", "+02" or nothing -> seconds east of UTC.
std::optional<Seconds> take_offset(std::string_view& text) {
  if (text.empty() || take(text, 'Z') || take(text, 'z')) return 0;
  const bool east = text.front() == '+';
  if (!east && text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2);
  if (!hours) return std::nullopt;
  take(text, ':');
  const auto minutes = text.empty() ? std::optional<int>(0) : take_number(text, 2);
  if (!minutes || *hours > 18 || *minutes > 59) return std::nullopt;
  return (east ? 1 : -1) * (*hours * 3600.0 + *minutes * 60.0);
}

std::optional<Seconds> take_clock_time(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  Seconds time = *hour * 3600.0 + *minute * 60.0;
  if (!take(text, ':')) return time;
  const auto second = take_number(text, 2);
  if (!second || *second > 60) return std::nullopt;
  time += *second;
  if (take(text, '.') || take(text, ',')) {
    double scale = 0.1;
    bool any = false;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
      time += (text.front() - '0') * scale;
      scale /= 10;
      text.remove_prefix(1);
      any = true;
    }
    if (!any) return std::nullopt;
  }
  return time;
}

}  // namespace

std::string_view to_string(Clock::Type type) { return kTypes[static_cast<std::size_t>(type)]; }
std::string_view to_string(Clock::Precision precision) { return kPrecisions[static_cast<std::size_t>(precision)]; }
std::optional<Clock::Type> clock_type(std::string_view name) { return named<Clock::Type>(kTypes, name); }
std::optional<Clock::Precision> clock_precision(std::string_view name) {
  return named<Clock::Precision>(kPrecisions, name);
}

std::optional<std::string> Clock::violation() const {
  if (start && !std::isfinite(*start)) return "clock start is not a number";
  if (type == Type::calendar) return std::nullopt;
  if (start) return "only a calendar clock has a start";
  if (!zone.empty()) return "only a calendar clock has a zone";
  if (precision != Precision::instant) return "only a calendar clock has a coarse precision";
  return std::nullopt;
}

std::optional<Seconds> parse_iso_time(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year || *year < 1 || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  Seconds time = static_cast<Seconds>(std::chrono::sys_days(date).time_since_epoch().count()) * 86400.0;
  if (text.empty()) return time;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto clock_time = take_clock_time(text);
  if (!clock_time) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return time + *clock_time - *offset;
}

std::string format_iso_time(Seconds time, Clock::Precision precision, bool utc) {
  // Microseconds first: rounding after the split could print a second of 60.
  const auto micros = static_cast<long long>(std::llround(time * 1e6));
  const std::chrono::sys_time<std::chrono::microseconds> point{std::chrono::microseconds(micros)};
  const auto days = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date(days);
  const auto year = static_cast<int>(date.year());
  if (precision == Clock::Precision::year) return fmt::format("{:04}", year);
  std::string text =
      fmt::format("{:04}-{:02}-{:02}", year, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (precision == Clock::Precision::day) return text;
  const auto in_day = (point - days).count();
  const auto second = in_day / 1'000'000;
  text += fmt::format("T{:02}:{:02}", second / 3600, second / 60 % 60);
  const std::string_view zone = utc ? "Z" : "";
  if (precision == Clock::Precision::minute) return text.append(zone);
  text += fmt::format(":{:02}", second % 60);
  if (const auto fraction = in_day % 1'000'000; fraction != 0) {
    std::string digits = fmt::format("{:06}", fraction);
    digits.erase(digits.find_last_not_of('0') + 1);
    text += '.' + digits;
  }
  return text.append(zone);
}

std::string format_media_time(Seconds time) {
  const bool negative = time < 0;
  const auto tenths = std::llround(std::fabs(time) * 10);
  const auto second = tenths / 10;
  std::string text = second >= 3600 ? fmt::format("{}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
                                    : fmt::format("{}:{:02}", second / 60, second % 60);
  if (tenths % 10 != 0) text += fmt::format(".{}", tenths % 10);
  return negative ? "-" + text : text;
}

}  // namespace affect
