/// The time that a row of a table tells: a number, a time, a date, or a date and a time in two columns.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"
#include "io/date_order.h"

namespace affect::io {

struct CellTime {
  Seconds seconds = 0;  ///< where `date` is set, what is added to that day
  Clock::Type type = Clock::Type::media;
  Clock::Precision precision = Clock::Precision::instant;
  std::string zone;                 ///< "+02:00", "UTC", or empty
  std::optional<NumericDate> date;  ///< three numbers whose order the whole file tells

  /// A clock that tells time as this one does; it starts here where it is a calendar and the day is known.
  Clock clock() const;
};

/// What parse_time_cell() reads, a decimal comma too, and dates as people write them: "5/4/24 6:30 PM", "05.04.2024
/// 18:30", "May 1, 2024 18:30", "2024-05-01 18:30:00 +0200".
std::optional<CellTime> parse_cell_time(std::string_view cell);
/// The same of a date and a time of day in cells of their own; a time that has a date of its own is read alone.
std::optional<CellTime> parse_cell_times(std::string_view date, std::string_view time);

}  // namespace affect::io
