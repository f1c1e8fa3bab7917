/// A dated, coded input record with attributes: a life event, a check-in, a prompt answered.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "affect/segment.h"

namespace affect {

struct Occurrence {
  std::string type;     ///< code: "check_in", "reaction", "marriage"; never empty
  std::string subject;  ///< whose, or empty
  std::optional<TimeRange> time;
  std::optional<std::int64_t> turn;  ///< the turn it belongs to, if any
  std::map<std::string, std::string> attributes;

  std::optional<std::string> violation() const;
  bool operator==(const Occurrence&) const = default;
};

}  // namespace affect
