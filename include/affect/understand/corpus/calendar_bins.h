/// Days, weeks and months as numbers that follow each other.
///
///   const std::int64_t week = calendar_bin(time, CalendarBin::week);
///   calendar_bin_name(week, CalendarBin::week);   // "2024-04-29", the Monday that it begins with
///
/// Times are seconds since 1970 UTC, and so are the borders of days. Thread-safety: pure functions.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"

namespace affect::understand::corpus {

enum class CalendarBin { day, week, month };
std::string_view to_string(CalendarBin bin);
std::optional<CalendarBin> calendar_bin(std::string_view name);

std::int64_t calendar_bin(Seconds time, CalendarBin bin);
/// The date that it begins with.
std::string calendar_bin_name(std::int64_t number, CalendarBin bin);

}  // namespace affect::understand::corpus
