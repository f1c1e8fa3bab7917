/// The time at the front of a transcript's line: `[00:01:02] `, `(0:07) `, `00:01:02 `, `[0:01 --> 0:04] `, ISO 8601.
#pragma once
#include <optional>
#include <string_view>

#include "io/times.h"

namespace affect::io {

struct TimePrefix {
  std::optional<WrittenTime> start, end;
  bool bracketed = false;
  std::string_view rest;  ///< of the line, without a dash that stands between time and name
};

/// Without a time, `rest` is the line.
TimePrefix take_time_prefix(std::string_view line);

}  // namespace affect::io
