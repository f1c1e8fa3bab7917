/// Dates as people write them above a diary's entries.
#pragma once
#include <optional>
#include <string_view>

#include "affect/clock.h"
#include "io/day_time.h"

namespace affect::io {

struct WrittenDate {
  Seconds day = 0;              ///< 00:00 UTC of that day
  std::optional<DayTime> time;  ///< that stands behind it: "18:30", "at 6:30 PM"
  std::string_view rest;        ///< what follows the date and the time of day: "the quarrel"
};

/// A date at the front, after a weekday or not: "2024-05-01", "2024/05/01", "01.05.2024", "1 May 2024", "1st of May
/// 2024", "May 1, 2024", "1 de mayo de 2024", with English, German, French, Spanish, Italian, Portuguese and Dutch
/// names of months. No 5/1/2024: which of them is the month, the whole file tells (io/date_order.h).
std::optional<WrittenDate> take_date(std::string_view text);
/// Takes a weekday and what joins it to a date off the front: "Wednesday, the ".
void skip_weekday(std::string_view& text);
/// Takes a time of day that stands behind a date off the front: " 18:30", ", at 6:30 PM", "T18:30:05Z", " um 18:30
/// Uhr".
std::optional<DayTime> take_time_behind_date(std::string_view& text);

}  // namespace affect::io
