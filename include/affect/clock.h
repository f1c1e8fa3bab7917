/// How an episode tells time: seconds of a medium, a calendar, or order only.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace affect {

/// Seconds on the episode's clock: since the medium began, or since 1970-01-01T00:00:00Z on a calendar.
using Seconds = double;

struct Clock {
  enum class Type { order, media, calendar };
  enum class Precision { instant, minute, day, year };

  Type type = Type::order;
  std::optional<Seconds> start;  ///< calendar only: when the episode began
  std::string zone;              ///< calendar only: IANA name or "+02:00"; empty is "as written, zone unknown"
  Precision precision = Precision::instant;
  std::string extra;

  /// The first broken invariant, or nothing: start, zone and a coarse precision belong to a calendar.
  std::optional<std::string> violation() const;
  bool operator==(const Clock&) const = default;
};

std::string_view to_string(Clock::Type type);
std::string_view to_string(Clock::Precision precision);
std::optional<Clock::Type> clock_type(std::string_view name);
std::optional<Clock::Precision> clock_precision(std::string_view name);

/// ISO 8601 date or date-time ("2024-05-01", "2024-05-01T18:30:05.25+02:00", "2024-05-01 18:30") -> seconds
/// since 1970 UTC. Without an offset the time is taken as UTC. Years 0001-9999. Nothing where it is not such
/// a time.
std::optional<Seconds> parse_iso_time(std::string_view text);
/// Shortest form at that precision: "2024", "2024-05-01", "2024-05-01T18:30", "2024-05-01T18:30:05.25"; a time of day
/// that is known to be UTC ends in "Z", one of an unknown zone does not.
std::string format_iso_time(Seconds time, Clock::Precision precision, bool utc);
/// "1:02:03.5", "0:07": media seconds for people.
std::string format_media_time(Seconds time);

}  // namespace affect
