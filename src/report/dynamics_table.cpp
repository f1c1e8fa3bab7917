#include "report/dynamics_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "report/view.h"

namespace affect::report {
namespace {

using Words = std::pair<std::string_view, std::string_view>;
constexpr std::array kNames{Words{"mean", "mean"},
                            Words{"sd", "SD"},
                            Words{"relative_sd", "relative SD"},
                            Words{"mssd", "MSSD"},
                            Words{"rmssd", "RMSSD"},
                            Words{"tkeo", "Teager-Kaiser energy"},
                            Words{"pac", "acute changes"},
                            Words{"floor", "at the floor"},
                            Words{"ceiling", "at the ceiling"},
                            Words{"half_life", "half-life"},
                            Words{"time_in", "time in states"},
                            Words{"lagged_correlation", "lagged correlation"},
                            Words{"windowed_correlation", "windowed correlation"},
                            Words{"actor_effect", "own last score"},
                            Words{"partner_effect", "partner's last score"},
                            Words{"granger", "Granger's test"},
                            Words{"transfer_entropy", "transfer entropy"},
                            Words{"recurrence_peak", "recurrence at a lag"},
                            Words{"negative_reciprocity", "negative reciprocity"},
                            Words{"negative_chain", "negative chain"}};

/// Measures of pairs that say who comes first.
constexpr std::array<std::string_view, 6> kOrdered{
    "lagged_correlation", "lead", "partner_effect", "granger", "transfer_entropy", "negative_reciprocity"};

constexpr std::string_view kTimeIn = "time_in:", kTransition = "transition:";

/// Units of measures whose findings name none: of scores without a unit.
enum class Unit { points, squared_points, share, correlation };
constexpr std::array kUnits{
    std::pair{std::string_view("mean"), Unit::points},
    std::pair{std::string_view("sd"), Unit::points},
    std::pair{std::string_view("rmssd"), Unit::points},
    std::pair{std::string_view("variance"), Unit::squared_points},
    std::pair{std::string_view("mssd"), Unit::squared_points},
    std::pair{std::string_view("tkeo"), Unit::squared_points},
    std::pair{std::string_view("relative_sd"), Unit::share},
    std::pair{std::string_view("pac"), Unit::share},
    std::pair{std::string_view("floor"), Unit::share},
    std::pair{std::string_view("ceiling"), Unit::share},
    std::pair{std::string_view("time_in"), Unit::share},
    std::pair{std::string_view("transition"), Unit::share},
    std::pair{std::string_view("granger"), Unit::share},
    std::pair{std::string_view("recurrence"), Unit::share},
    std::pair{std::string_view("recurrence_peak"), Unit::share},
    std::pair{std::string_view("determinism"), Unit::share},
    std::pair{std::string_view("coherence"), Unit::share},
    std::pair{std::string_view("negative_reciprocity"), Unit::share},
    std::pair{std::string_view("correlation"), Unit::correlation},
    std::pair{std::string_view("lagged_correlation"), Unit::correlation},
    std::pair{std::string_view("windowed_correlation"), Unit::correlation},
};

bool has_sign(std::string_view column) { return column == "valence" || column == "arousal" || column == "dominance"; }

/// "per 86400 s" as "1 day".
std::string step_words(std::string_view per) {
  constexpr std::string_view kPer = "per ";
  if (per.starts_with(kPer)) per.remove_prefix(kPer.size());
  double seconds = 0;
  const auto [end, error] = std::from_chars(per.data(), per.data() + per.size(), seconds);
  if (error != std::errc() || std::string_view(end, per.data() + per.size()) != " s") return std::string(per);
  constexpr std::array<std::pair<double, std::string_view>, 3> kLonger{
      {{86400, "day"}, {3600, "hour"}, {60, "minute"}}};
  for (const auto& [length, name] : kLonger) {
    if (seconds >= length) {
      const double count = seconds / length;
      return fmt::format("{:.3g} {}{}", count, name, count == 1 ? "" : "s");
    }
  }
  return std::string(per);
}

/// "per 60 s" as "per minute".
std::string per_words(std::string_view unit) {
  constexpr std::string_view kOne = "1 ";
  const std::string step = step_words(unit);
  return "per " + (step.starts_with(kOne) ? step.substr(kOne.size()) : step);
}

const Finding* of_measure(const DynamicsTable& table, std::string_view measure) {
  for (const auto* findings : {&table.rows, &table.refused}) {
    for (const Finding* finding : *findings) {
      if (finding->measure == measure) return finding;
    }
  }
  return nullptr;
}

/// Of one person the half-life says it, given or not; of two, and of labels, the tracks that were looked at.
std::string clock_of(const Episode& episode, const DynamicsTable& table) {
  if (const Finding* half_life = of_measure(table, "half_life")) {
    const Finding* inertia = of_measure(table, "inertia");
    if (half_life->unit == "turns") return "turns";
    return inertia == nullptr ? "time" : "time, steps of " + step_words(inertia->unit);
  }
  for (const Track& track : episode.tracks) {
    if (track.key.subject != table.subject || track.key.source.to_string() != table.input) continue;
    if (!table.partner.empty()) return track.by_turn() ? "exchanges of turns" : "time, in bins";
    const bool by_default = table.rows.empty() || table.rows.front()->source.config.empty();
    if (by_default) return track.starts().empty() ? "turns" : "time";
  }
  return {};
}

std::string number(double value) {
  constexpr double kSmallest = 0.001;  // below it a reader gains nothing from digits
  return std::abs(value) < kSmallest ? fmt::format("{:.3f}", value) : fmt::format("{:.3g}", value);
}

}  // namespace

std::vector<DynamicsTable> dynamics_tables(const Episode& episode) {
  std::vector<DynamicsTable> tables;
  std::map<std::tuple<std::string, std::string, std::optional<Perspective>, std::string, std::string, std::string>,
           std::size_t>
      index;
  for (const Finding& finding : episode.findings) {
    if (!is_tabled(finding)) continue;
    const std::string input = finding.input.to_string();
    const bool is_pair = finding.type == kDyad;
    const std::string& one = is_pair ? std::min(finding.subject, finding.partner) : finding.subject;
    const std::string other = is_pair ? std::max(finding.subject, finding.partner) : std::string();
    const auto [found, is_new] =
        index.try_emplace({one, other, finding.perspective, finding.target, input, finding.column}, tables.size());
    if (is_new) tables.push_back({one, other, finding.perspective, finding.target, input, finding.column, {}, {}, {}});
    DynamicsTable& table = tables[found->second];
    (finding.status == Status::given ? table.rows : table.refused).push_back(&finding);
  }
  for (DynamicsTable& table : tables) table.clock = clock_of(episode, table);
  return tables;
}

std::string measure_words(const Finding& finding) {
  std::string_view measure = finding.measure;
  if (measure.starts_with(kTimeIn)) return fmt::format("time in {}", measure.substr(kTimeIn.size()));
  if (measure.starts_with(kTransition)) {
    measure.remove_prefix(kTransition.size());
    const std::size_t arrow = std::min(measure.find('>'), measure.size());
    return fmt::format("{} → {}", measure.substr(0, arrow), measure.substr(std::min(arrow + 1, measure.size())));
  }
  if (measure == "inertia") return "inertia " + per_words(finding.unit);
  const auto known = std::find_if(kNames.begin(), kNames.end(), [&](const Words& w) { return w.first == measure; });
  return std::string(known == kNames.end() ? measure : known->second);
}

std::string interval_name(const DynamicsTable& table) {
  for (const Finding* finding : table.rows) {
    if (finding->confidence) return fmt::format("{:.3g} % interval", 100 * *finding->confidence);
  }
  return "interval";
}

std::string value_words(const Finding& finding) {
  if (!finding.value) return {};
  const bool has_unit = !finding.unit.empty() && finding.measure != "inertia";
  return number(*finding.value) + (has_unit ? " " + finding.unit : "");
}

std::string bare_value(const Finding& finding) { return finding.value ? number(*finding.value) : std::string(); }

std::string unit_words(const Finding& finding) {
  if (finding.measure == "inertia") return per_words(finding.unit);
  if (!finding.unit.empty()) return finding.unit;
  const std::string_view measure = std::string_view(finding.measure).substr(0, finding.measure.find(':'));
  const auto known =
      std::find_if(kUnits.begin(), kUnits.end(), [&](const auto& unit) { return unit.first == measure; });
  if (known == kUnits.end()) return {};
  switch (known->second) {
    case Unit::points:
      return has_sign(finding.column) ? "points (−1 to +1)" : "points";
    case Unit::squared_points:
      return "points²";
    case Unit::share:
      return "share";
    case Unit::correlation:
      break;
  }
  return "r";
}

std::string interval_words(const Finding& finding) {
  if (finding.low && finding.high) return fmt::format("{} to {}", number(*finding.low), number(*finding.high));
  if (finding.low) return fmt::format("above {}", number(*finding.low));
  return finding.high ? fmt::format("below {}", number(*finding.high)) : "";
}

std::string pair_words(const Finding& finding) {
  if (finding.partner.empty()) return "";
  if (finding.measure == "actor_effect") return finding.subject;
  const bool has_order = std::find(kOrdered.begin(), kOrdered.end(), finding.measure) != kOrdered.end();
  return has_order ? fmt::format("{} after {}", finding.subject, finding.partner) : "";
}

std::vector<std::string> refusal_words(const DynamicsTable& table) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < table.refused.size();) {
    const Finding& first = *table.refused[i];
    std::string measures;
    for (; i < table.refused.size() && table.refused[i]->reason == first.reason; ++i) {
      if (table.refused[i]->measure.empty()) continue;
      measures += measures.empty() ? "" : ", ";
      measures += measure_words(*table.refused[i]);
    }
    lines.push_back(measures.empty() ? fmt::format("{}: {}", words(first.status), first.reason)
                                     : fmt::format("{}: {} ({})", words(first.status), measures, first.reason));
  }
  return lines;
}

}  // namespace affect::report
