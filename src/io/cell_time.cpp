#include "io/cell_time.h"

#include <algorithm>
#include <cmath>

#include "io/ascii.h"
#include "io/times.h"
#include "io/written_date.h"

namespace affect::io {
namespace {

constexpr Seconds kDay = 86400;

CellTime dated(Seconds day, const std::optional<DayTime>& time) {
  CellTime result{
      .seconds = day, .type = Clock::Type::calendar, .precision = Clock::Precision::day, .zone = {}, .date = {}};
  if (!time) return result;
  result.seconds += time->of_day - time->offset;
  result.precision = time->precision();
  result.zone = time->zone;
  return result;
}

std::optional<CellTime> parse_numeric(std::string_view cell) {
  auto date = take_numeric_date(cell);
  if (!date) return std::nullopt;
  const auto time = take_time_behind_date(cell);
  if (!trim(cell).empty()) return std::nullopt;
  if (date->first_digits == 4) {
    const auto day = day_of(*date, DateOrder::year_month_day);
    return day ? std::optional(dated(*day, time)) : std::nullopt;
  }
  date->twelve_hour = time && time->twelve_hour;
  CellTime result = dated(0, time);
  result.date = date;
  return result;
}

/// "12,5" -> 12.5
std::optional<double> parse_decimal_comma(std::string_view cell) {
  if (std::count(cell.begin(), cell.end(), ',') != 1) return std::nullopt;
  std::string point(cell);
  std::replace(point.begin(), point.end(), ',', '.');
  return parse_number(point);
}

}  // namespace

Clock CellTime::clock() const {
  Clock clock;
  clock.type = type;
  if (type != Clock::Type::calendar) return clock;
  if (!date) clock.start = seconds;
  clock.zone = zone;
  clock.precision = precision;
  return clock;
}

std::optional<CellTime> parse_cell_time(std::string_view cell) {
  cell = trim(cell);
  if (const auto time = parse_time_cell(cell)) {
    return CellTime{.seconds = time->seconds,
                    .type = time->type,
                    .precision = time->precision,
                    .zone = std::string(time->zone),
                    .date = {}};
  }
  if (const auto number = parse_decimal_comma(cell)) return parse_cell_time(std::to_string(*number));
  std::string_view rest = cell;
  skip_weekday(rest);
  if (auto time = parse_numeric(rest)) return time;
  const auto date = take_date(cell);
  return date && date->rest.empty() ? std::optional(dated(date->day, date->time)) : std::nullopt;
}

std::optional<CellTime> parse_cell_times(std::string_view date, std::string_view time) {
  date = trim(date);
  time = trim(time);
  if (date.empty()) return parse_cell_time(time);
  if (time.empty()) return parse_cell_time(date);
  auto alone = parse_cell_time(time);
  if (alone && alone->type == Clock::Type::calendar) return alone;
  auto day = parse_cell_time(date);
  const auto of_day = take_day_time(time);
  if (!day || day->type != Clock::Type::calendar || !of_day || !time.empty()) return std::nullopt;
  // A spreadsheet writes a date alone as "2024-05-01 00:00:00".
  const Seconds midnight = day->date ? 0 : std::floor(day->seconds / kDay) * kDay;
  CellTime result = dated(midnight, of_day);
  result.date = day->date;
  if (result.date) result.date->twelve_hour = of_day->twelve_hour;
  return result;
}

}  // namespace affect::io
