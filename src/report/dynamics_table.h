/// Findings of dynamics and of dyads as tables, one of each subject or pair, perspective, target, input and column.
///
/// Borrows the episode. Thread-safety: values.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/episode.h"

namespace affect::report {

inline constexpr std::string_view kDynamics = "dynamics", kDyad = "dyad";

/// Whether a finding stands in a table, and in no list.
inline bool is_tabled(const Finding& finding) { return finding.type == kDynamics || finding.type == kDyad; }

struct DynamicsTable {
  std::string subject, partner;  ///< of a pair the names in order; partner is empty where there is none
  std::optional<Perspective> perspective;
  std::string target, input, column;
  std::string clock;                    ///< what a step is counted in: "turns", "time, steps of 1 day"; or empty
  std::vector<const Finding*> rows;     ///< with a value or a bound
  std::vector<const Finding*> refused;  ///< why there is none
};

/// By first appearance.
std::vector<DynamicsTable> dynamics_tables(const Episode& episode);

/// "relative SD", "inertia per turn", "negative → positive".
std::string measure_words(const Finding& finding);
/// "95 % interval", as the findings say; "interval" where they say nothing.
std::string interval_name(const DynamicsTable& table);
/// "0.31 uS"; nothing where only bounds are known.
std::string value_words(const Finding& finding);
/// "0.31" alone, and what it is counted in: "uS", "per turn", "points (−1 to +1)", "share".
std::string bare_value(const Finding& finding);
std::string unit_words(const Finding& finding);
/// "Ann after Bob" where a finding says how one follows the other, "Ann" of her own effect; else nothing.
std::string pair_words(const Finding& finding);
/// "0.22 to 0.41", "above 3.1"; nothing where none is known.
std::string interval_words(const Finding& finding);
/// "too short: 2 scores; 6 are needed", "not estimable: inertia, half-life (10 scores; 20 are needed)": one a reason.
std::vector<std::string> refusal_words(const DynamicsTable& table);

}  // namespace affect::report
