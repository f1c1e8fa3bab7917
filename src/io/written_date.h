/// Dates as people write them above a diary's entries.
#pragma once
#include <optional>
#include <string_view>

#include "affect/clock.h"

namespace affect::io {

struct WrittenDate {
  Seconds day = 0;        ///< 00:00 UTC of that day
  std::string_view rest;  ///< what follows the date and a time of day: "the quarrel"
};

/// A date at the front, after a weekday or not: "2024-05-01", "2024/05/01", "01.05.2024", "1 May 2024", "1st of May
/// 2024", "May 1, 2024", and with German and French names of months. No 5/1/2024: nobody can tell the month.
std::optional<WrittenDate> take_date(std::string_view text);

}  // namespace affect::io
