/// Times as transcripts, tables and signals write them.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"

namespace affect::io {

struct WrittenTime {
  Seconds seconds = 0;
  Clock::Type type = Clock::Type::media;
  Clock::Precision precision = Clock::Precision::instant;
  std::string_view zone;  ///< "+02:00", "UTC", or empty; points into the text that was parsed

  /// A clock that tells time as this one does; it starts here where it is a calendar.
  Clock clock() const;
};

/// "7.5", "-1e3": the whole text is a finite decimal number.
std::optional<double> parse_number(std::string_view text);
/// "0:07", "00:20:57,256", "1:02:03.5": minutes and seconds below 60 except in the first place.
std::optional<Seconds> parse_media_time(std::string_view text);
/// A time of day or of a medium, or an ISO 8601 date or date-time. No bare numbers.
std::optional<WrittenTime> parse_written_time(std::string_view text);
/// Seconds; from 1e8 on Unix seconds, from 1e11 on Unix milliseconds.
WrittenTime time_of_number(double number);
/// A written time or such a number.
std::optional<WrittenTime> parse_time_cell(std::string_view text);

}  // namespace affect::io
