// Names and invariants of the small concepts; tracks, series and records have files of their own.
#include <algorithm>
#include <array>
#include <cmath>

#include "affect/affect_state.h"
#include "affect/assessment.h"
#include "affect/finding.h"
#include "affect/occurrence.h"
#include "affect/relation.h"
#include "affect/segment.h"
#include "affect/subject.h"
#include "core/names.h"

namespace affect {
namespace {

using Problem = std::optional<std::string>;

constexpr std::array<std::string_view, 6> kSubjectTypes{"person", "character", "agent", "animal", "audience", "group"};
constexpr std::array<std::string_view, 5> kDimensionNames{"valence", "arousal", "dominance", "positive", "negative"};
constexpr std::array<std::string_view, 6> kStatuses{"given",       "too_short", "not_estimable",
                                                    "unavailable", "abstained", "unknown"};
constexpr std::array<std::string_view, 3> kLabelKinds{"exclusive", "independent", "open"};
constexpr std::array<std::string_view, 5> kPerspectives{"felt", "expressed", "perceived", "evoked", "intended"};
constexpr std::array<std::string_view, 2> kDirections{"up", "down"};
constexpr std::array<std::string_view, 2> kGrades{"significant", "candidate"};

template <class Enum, std::size_t n>
std::string_view name_of(const std::array<std::string_view, n>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

/// NaN fails every comparison, so a value that is not a number is outside too.
Problem outside(const std::optional<double>& value, double low, double high, std::string_view what) {
  if (!value || (*value >= low && *value <= high)) return std::nullopt;
  return std::string(what) + " is outside [" + std::to_string(static_cast<int>(low)) + ", " +
         std::to_string(static_cast<int>(high)) + "]";
}

Problem not_finite(const std::optional<double>& value, std::string_view what) {
  if (!value || std::isfinite(*value)) return std::nullopt;
  return std::string(what) + " is not a finite number";
}

Problem bad_range(const std::optional<TimeRange>& time) {
  if (!time) return std::nullopt;
  if (!std::isfinite(time->start) || !std::isfinite(time->end)) return "time is not a finite number";
  if (time->end < time->start) return "end lies before start";
  return std::nullopt;
}

Problem bad_evidence(const std::vector<Evidence>& evidence) {
  for (const auto& piece : evidence) {
    if (piece.turn && *piece.turn < 0) return "evidence turn is negative";
    if (auto problem = bad_range(piece.time)) return problem;
  }
  return std::nullopt;
}

/// The first problem of several checks.
template <class... Problems>
Problem first_of(Problems&&... problems) {
  Problem first;
  ((first || !problems ? void() : void(first = std::move(problems))), ...);
  return first;
}

}  // namespace

std::string_view to_string(Subject::Type type) { return name_of(kSubjectTypes, type); }
std::optional<Subject::Type> subject_type(std::string_view name) { return named<Subject::Type>(kSubjectTypes, name); }
std::string_view to_string(Dimension dimension) { return name_of(kDimensionNames, dimension); }
std::optional<Dimension> dimension(std::string_view name) { return named<Dimension>(kDimensionNames, name); }
std::string_view to_string(Status status) { return name_of(kStatuses, status); }
std::optional<Status> status(std::string_view name) { return named<Status>(kStatuses, name); }
std::string_view to_string(LabelKind kind) { return name_of(kLabelKinds, kind); }
std::optional<LabelKind> label_kind(std::string_view name) { return named<LabelKind>(kLabelKinds, name); }
std::string_view to_string(Perspective perspective) { return name_of(kPerspectives, perspective); }
std::optional<Perspective> perspective(std::string_view name) { return named<Perspective>(kPerspectives, name); }
std::string_view to_string(Direction direction) { return name_of(kDirections, direction); }
std::string_view to_string(Grade grade) { return name_of(kGrades, grade); }
std::optional<Direction> direction(std::string_view name) { return named<Direction>(kDirections, name); }
std::optional<Grade> grade(std::string_view name) { return named<Grade>(kGrades, name); }

std::optional<std::string> Subject::violation() const {
  if (name.empty()) return "subject has no name";
  return std::nullopt;
}

std::optional<std::string> Segment::violation() const {
  if (turn && *turn < 0) return "turn is negative";
  if (bytes && bytes->end < bytes->begin) return "byte range ends before it begins";
  if (region && !(region->x >= 0 && region->y >= 0 && region->width >= 0 && region->height >= 0 &&
                  region->x + region->width <= 1 && region->y + region->height <= 1)) {
    return "region leaves the image";
  }
  return bad_range(time);
}

std::optional<std::string> Turn::violation() const {
  if (turn < 0) return "turn is negative";
  if (!event.empty() && !text.empty()) return "a turn has an event or text, not both";
  return bad_range(time);
}

std::optional<std::string> Media::violation() const {
  if (name.empty()) return "media has no name";
  return std::nullopt;
}

std::optional<std::string> Occurrence::violation() const {
  if (type.empty()) return "occurrence has no type";
  if (turn && *turn < 0) return "turn is negative";
  return bad_range(time);
}

std::optional<double> AffectState::get(Dimension dimension) const {
  switch (dimension) {
    case Dimension::valence:
      return valence;
    case Dimension::arousal:
      return arousal;
    case Dimension::dominance:
      return dominance;
    case Dimension::positive:
      return positive;
    case Dimension::negative:
      return negative;
  }
  return std::nullopt;
}

std::optional<std::string> AffectState::violation() const {
  auto problem = first_of(outside(valence, -1, 1, "valence"), outside(arousal, -1, 1, "arousal"),
                          outside(dominance, -1, 1, "dominance"), outside(positive, 0, 1, "positive"),
                          outside(negative, 0, 1, "negative"));
  for (std::size_t i = 0; i < 3 && !problem; ++i) {
    problem = first_of(outside(correlation[i], -1, 1, "correlation"), not_finite(standard_error[i], "standard error"),
                       not_finite(rater_sd[i], "rater SD"));
    if (!problem && (standard_error[i].value_or(0) < 0 || rater_sd[i].value_or(0) < 0)) {
      problem = "a standard error or SD is negative";
    }
  }
  for (const auto& label : labels) {
    if (problem) break;
    if (label.name.empty()) return "label has no name";
    problem = first_of(outside(label.probability, 0, 1, "probability of " + label.name),
                       outside(label.intensity, 0, 1, "intensity of " + label.name));
  }
  return problem;
}

std::optional<std::string> Finding::violation() const {
  if (type.empty()) return "finding has no type";
  if (turn && *turn < 0) return "turn is negative";
  if (status == Status::given && !reason.empty()) return "reason without a status";
  if (low && high && *low > *high) return "low is above high";
  return first_of(not_finite(value, "value"), not_finite(low, "low"), not_finite(high, "high"),
                  not_finite(time, "time"), not_finite(before, "before"), not_finite(after, "after"),
                  not_finite(size_sd, "size_sd"), outside(p, 0, 1, "p"), outside(confidence, 0, 1, "confidence"),
                  bad_evidence(evidence));
}

std::optional<std::string> Relation::violation() const {
  if (type.empty()) return "relation has no type";
  if (from.empty() || to.empty()) return "relation needs from and to";
  return not_finite(weight, "weight");
}

std::optional<std::string> Assessment::violation() const {
  if (instrument.empty()) return "assessment has no instrument";
  if (subject.empty()) return "assessment has no subject";
  for (const auto& item : items) {
    if (item.name.empty()) return "assessment item has no name";
    if (auto problem = first_of(not_finite(item.score, "item score"), bad_evidence(item.evidence))) return problem;
  }
  if (auto problem = first_of(not_finite(score, "score"), not_finite(low, "low"), not_finite(high, "high"))) {
    return problem;
  }
  if ((score && low && *low > *score) || (score && high && *high < *score)) return "score lies outside its interval";
  if (status == Status::given && !reason.empty()) return "reason without a status";
  return std::nullopt;
}

}  // namespace affect
