/// A time of day as people write it: "18:30", "6:30:05 PM", "06:30 p.m. +02:00".
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"

namespace affect::io {

struct DayTime {
  Seconds of_day = 0;
  bool has_seconds = false;
  bool twelve_hour = false;
  std::string zone;    ///< "UTC", "+02:00", or empty
  Seconds offset = 0;  ///< of the zone, to the east

  Clock::Precision precision() const { return has_seconds ? Clock::Precision::instant : Clock::Precision::minute; }
};

/// Takes it off the front of `text`; nothing where none stands there.
std::optional<DayTime> take_day_time(std::string_view& text);

}  // namespace affect::io
