#include "affect/understand/corpus/calendar_bins.h"

#include <chrono>
#include <cmath>

namespace affect::understand::corpus {
namespace {

constexpr double kDay = 86400;
/// 1970-01-01 was a Thursday: the Monday of its week lies three days before.
constexpr std::int64_t kMonday = 3;
constexpr std::int64_t kMonths = 12;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::string_view to_string(CalendarBin bin) {
  if (bin == CalendarBin::day) return "day";
  return bin == CalendarBin::week ? "week" : "month";
}

std::optional<CalendarBin> calendar_bin(std::string_view name) {
  for (const CalendarBin bin : {CalendarBin::day, CalendarBin::week, CalendarBin::month}) {
    if (to_string(bin) == name) return bin;
  }
  return std::nullopt;
}

std::int64_t calendar_bin(Seconds time, CalendarBin bin) {
  const auto day = static_cast<std::int64_t>(std::floor(time / kDay));
  if (bin == CalendarBin::day) return day;
  if (bin == CalendarBin::week) return floor_divide(day + kMonday, 7);
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return static_cast<int>(date.year()) * kMonths + static_cast<unsigned>(date.month()) - 1;
}

std::string calendar_bin_name(std::int64_t number, CalendarBin bin) {
  std::int64_t day = number;
  if (bin == CalendarBin::week) day = number * 7 - kMonday;
  if (bin == CalendarBin::month) {
    const std::chrono::year year{static_cast<int>(floor_divide(number, kMonths))};
    const auto month = static_cast<unsigned>(number - floor_divide(number, kMonths) * kMonths) + 1;
    day = std::chrono::sys_days{year / std::chrono::month{month} / 1}.time_since_epoch().count();
  }
  return format_iso_time(static_cast<double>(day) * kDay, Clock::Precision::day, true);
}

}  // namespace affect::understand::corpus
