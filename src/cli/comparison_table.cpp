#include "cli/comparison_table.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace affect::cli {
namespace {

using understand::corpus::CohortDifference;
using understand::corpus::GroupDesign;

template <class Value>
Cell given(bool is_given, const Value& value) {
  return is_given ? cell(std::optional(value)) : Cell();
}

std::vector<Cell> whole_row(const CohortDifference& row) {
  const auto& found = row.found;
  const bool is_given = found.status == Status::given;
  const auto& g = found.hedges_g;
  const auto& model = found.model;
  const bool has_model = is_given && model.status == Status::given;
  const double variance = model.between_variance + model.within_variance;
  const auto number = [&](double value) { return given(is_given, value); };
  const auto of_g = [&](double measure::Interval::*part) { return g ? Cell((*g).*part) : Cell(); };
  const auto of_model = [&](double value) { return given(has_model, value); };
  return {std::string(to_string(row.perspective)),
          row.target,
          std::string(to_string(row.dimension)),
          row.measure,
          row.source,
          row.first,
          row.second,
          cell(row.people_first),
          cell(row.people_second),
          std::string(to_string(found.design)),
          cell(found.units_first),
          cell(found.units_second),
          number(found.mean_first),
          number(found.mean_second),
          number(found.difference),
          cell(found.low),
          cell(found.high),
          number(found.p),
          cell(row.p_holm),
          of_g(&measure::Interval::estimate),
          of_g(&measure::Interval::low),
          of_g(&measure::Interval::high),
          of_model(model.difference),
          of_model(model.low),
          of_model(model.high),
          of_model(model.p),
          of_model(model.between_variance / (variance > 0 ? variance : 1)),
          cell(found.left_out),
          cell(row.without_value),
          std::string(row.is_linked ? "yes" : "no"),
          std::string(to_string(found.status)),
          found.reason};
}

std::string three(std::optional<double> value) { return value ? fmt::format("{:.3f}", *value) : std::string("-"); }

std::string range(std::optional<double> low, std::optional<double> high) {
  return fmt::format("{} .. {}", three(low), three(high));
}

std::vector<Cell> short_row(const CohortDifference& row) {
  const auto& found = row.found;
  std::string what(to_string(row.dimension));
  if (row.measure != "mean") what += " " + row.measure;
  std::vector<Cell> cells{what, row.source, fmt::format("{} - {}", row.second, row.first),
                          fmt::format("{}, {}", found.units_second, found.units_first)};
  if (found.status != Status::given) {
    cells.insert(cells.end(), {std::string(to_string(found.status)), std::string(), std::string(), std::string()});
    return cells;
  }
  const auto& g = found.hedges_g;
  cells.insert(cells.end(),
               {fmt::format("{:.3f}", found.difference), range(found.low, found.high), three(row.p_holm),
                g ? fmt::format("{:.2f} [{:.2f}, {:.2f}]", g->estimate, g->low, g->high) : std::string("-")});
  return cells;
}

std::string tested(const CohortDifference& row) {
  const auto& found = row.found;
  return found.design == GroupDesign::within
             ? fmt::format(
                   "{} and {}: {} units have both, and each is compared with itself (signs drawn); {} of one "
                   "group alone are left out.",
                   row.first, row.second, found.units_first, found.left_out)
             : fmt::format("{} and {}: {} and {} units, whose labels are permuted{}.", row.first, row.second,
                           found.units_first, found.units_second,
                           found.left_out > 0 ? fmt::format("; {} with both groups are left out", found.left_out)
                                              : std::string());
}

}  // namespace

std::vector<std::string> comparison_columns(Form form) {
  if (form == Form::terminal) {
    return {"what", "source", "difference of", "units", "difference", "95 % interval", "p (Holm)", "Hedges' g"};
  }
  return {"perspective",
          "target",
          "dimension",
          "measure",
          "source",
          "first",
          "second",
          "people_first",
          "people_second",
          "design",
          "units_first",
          "units_second",
          "mean_first",
          "mean_second",
          "difference",
          "low",
          "high",
          "p",
          "p_holm",
          "hedges_g",
          "hedges_g_low",
          "hedges_g_high",
          "model_difference",
          "model_low",
          "model_high",
          "model_p",
          "model_share_between",
          "left_out",
          "without_value",
          "linked",
          "status",
          "reason"};
}

void write_comparison(TableWriter& table, const std::vector<CohortDifference>& rows) {
  const bool for_people = table.form() == Form::terminal;
  for (const CohortDifference& row : rows) table.row(for_people ? short_row(row) : whole_row(row));
  if (!for_people) return;
  table.line("");
  std::set<std::string> said;
  const auto say = [&](const std::string& line) {
    if (said.insert(line).second) table.line(line);
  };
  for (const CohortDifference& row : rows) {
    const auto& found = row.found;
    if (found.status != Status::given) {
      say(fmt::format("{} and {}: {}: {}.", row.first, row.second, to_string(found.status), found.reason));
      continue;
    }
    say(tested(row));
    if (row.is_linked) say("Linked scales: the link's error is in the interval and in p, not in g.");
    if (found.model.status == Status::given) {
      const auto& model = found.model;
      say(fmt::format("Mixed model, {} {}, {} - {}: {:.3f} [{:.3f}, {:.3f}], p {:.3f}.", to_string(row.dimension),
                      row.measure, row.second, row.first, model.difference, model.low, model.high, model.p));
    }
  }
  const auto without = std::max_element(rows.begin(), rows.end(),
                                        [](const auto& a, const auto& b) { return a.without_value < b.without_value; });
  if (without->without_value > 0) {
    say(fmt::format("Left out of a row for too few scores: at most {} (people in an episode).",
                    without->without_value));
  }
  table.line(
      "A unit is what depends on itself: a conversation and its people, or a person. p: permutation, over all rows.");
}

}  // namespace affect::cli
