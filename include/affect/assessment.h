/// An instrument's items and score for a subject: screening and traits, never a diagnosis.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/finding.h"

namespace affect {

struct AssessmentItem {
  std::string name;
  std::optional<double> score;  ///< absent is not answered, never 0
  std::vector<Evidence> evidence;
  std::string extra = {};  ///< unknown fields on the wire, as JSON text
  bool operator==(const AssessmentItem&) const = default;
};

struct Assessment {
  std::string instrument;  ///< "PHQ-8", "BFI-2"; never empty
  std::string subject;     ///< never empty
  Source source;
  std::vector<AssessmentItem> items;
  std::optional<double> score, low, high;  ///< score and its interval: low <= score <= high
  Status status = Status::given;
  std::string reason;

  std::optional<std::string> violation() const;
  bool operator==(const Assessment&) const = default;
};

}  // namespace affect
