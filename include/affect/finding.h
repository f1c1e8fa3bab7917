/// Something concluded, with its confidence and its reasons.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/segment.h"
#include "affect/track.h"

namespace affect {

enum class Direction { up, down };
enum class Grade { significant, candidate };
std::string_view to_string(Direction direction);
std::string_view to_string(Grade grade);
std::optional<Direction> direction(std::string_view name);
std::optional<Grade> grade(std::string_view name);

struct Evidence {
  std::optional<std::int64_t> turn;
  std::optional<TimeRange> time;
  std::vector<std::string> words;
  std::string extra;
  bool operator==(const Evidence&) const = default;
};

struct Finding {
  std::string type;  ///< "turning_point", "shift", "risk", ...; never empty
  std::string subject;
  std::string partner;  ///< of what is said of two: whose earlier score tells of the subject's, or the other of them
  std::optional<Perspective> perspective;
  std::string target;  ///< of the track that was looked at, or empty
  Source source;
  Source input;                      ///< who wrote what was looked at, where the finding says so
  std::string column;                ///< what was looked at: "valence", a label, "eda.eda"
  std::string measure;               ///< what `value` is: "sd", "inertia"; or empty
  std::optional<double> value;       ///< in `unit`
  std::optional<double> low, high;   ///< its interval at the level `confidence`; low <= high
  std::string unit;                  ///< of value, low and high; empty is a pure number
  std::string method;                ///< how value and interval were made, in words; or empty
  std::optional<std::int64_t> turn;  ///< first turn of the new level
  std::optional<Seconds> time;       ///< the same, for episodes that tell time
  std::optional<Direction> direction;
  std::optional<double> before, after;  ///< level on either side
  std::optional<double> size_sd;        ///< change in that person's own SDs
  std::optional<double> p;              ///< [0, 1]
  std::optional<double> confidence;     ///< [0, 1]; with an interval, its level
  std::optional<Grade> grade;
  std::vector<Evidence> evidence;
  Status status = Status::given;  ///< else no result: then `reason` says why
  std::string reason;

  std::optional<std::string> violation() const;
  bool operator==(const Finding&) const = default;
};

}  // namespace affect
