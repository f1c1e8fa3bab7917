/// A typed, weighted edge between any two things: causes, roles, influence, social ties, replies,
/// transitions.
#pragma once
#include <optional>
#include <string>

namespace affect {

struct Relation {
  std::string type;      ///< "cause", "reply", "influence"; never empty
  std::string from, to;  ///< "turn:3", "subject:Ann", "finding:2"; never empty
  std::optional<double> weight;

  std::optional<std::string> violation() const;
  bool operator==(const Relation&) const = default;
};

}  // namespace affect
