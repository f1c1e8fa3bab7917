#include "cli/trend_table.h"

#include <fmt/format.h>

namespace affect::cli {
namespace {

using understand::corpus::calendar_bin_name;
using understand::corpus::CalendarTrend;
using understand::corpus::CalendarTrendOptions;
using understand::corpus::TrendEffect;

std::optional<TrendEffect> slope_of(const CalendarTrend& row) {
  return row.found.status == Status::given ? std::optional(row.found.slope) : std::nullopt;
}

void append_effect(std::vector<Cell>& cells, const std::optional<TrendEffect>& effect) {
  for (double TrendEffect::*part : {&TrendEffect::value, &TrendEffect::low, &TrendEffect::high, &TrendEffect::p}) {
    cells.push_back(cell(effect ? std::optional((*effect).*part) : std::nullopt));
  }
}

std::vector<Cell> whole_trend(const CalendarTrend& row, const CalendarTrendOptions& options) {
  std::vector<Cell> cells{std::string(to_string(row.perspective)),
                          row.target,
                          std::string(to_string(row.dimension)),
                          row.source,
                          row.who,
                          cell(std::uint64_t{row.people}),
                          std::string(to_string(options.bin)),
                          calendar_bin_name(row.series.bins.front(), options.bin),
                          calendar_bin_name(row.series.bins.back(), options.bin),
                          cell(std::uint64_t{row.series.bins.size()}),
                          cell(std::uint64_t{row.found.missing})};
  append_effect(cells, slope_of(row));
  append_effect(cells, row.found.level_change);
  append_effect(cells, row.found.slope_change);
  cells.push_back(cell(row.found.placebo_p));
  cells.push_back(cell(row.found.status == Status::given ? std::optional(row.found.phi) : std::nullopt));
  cells.emplace_back(std::string(to_string(row.found.status)));
  cells.emplace_back(row.found.reason);
  return cells;
}

std::string effect_text(const std::optional<TrendEffect>& effect) {
  if (!effect) return "-";
  return fmt::format("{:.3g} [{:.3g}, {:.3g}] p {:.3f}", effect->value, effect->low, effect->high, effect->p);
}

std::vector<Cell> short_trend(const CalendarTrend& row) {
  const bool is_given = row.found.status == Status::given;
  return {std::string(to_string(row.dimension)),
          row.source,
          row.who.empty() ? fmt::format("all ({})", row.people) : row.who,
          cell(std::uint64_t{row.series.bins.size()}),
          is_given ? effect_text(row.found.slope) : std::string(to_string(row.found.status)),
          effect_text(row.found.level_change),
          effect_text(row.found.slope_change)};
}

}  // namespace

std::vector<std::string> trend_columns(Form form) {
  if (form == Form::terminal) return {"what", "source", "who", "bins", "slope a bin", "level change", "slope change"};
  std::vector<std::string> columns{"perspective", "target", "dimension", "source", "who",    "people",
                                   "bin",         "first",  "last",      "bins",   "missing"};
  for (const std::string effect : {"slope", "level_change", "slope_change"}) {
    for (const std::string part : {"", "_low", "_high", "_p"}) columns.push_back(effect + part);
  }
  columns.insert(columns.end(), {"placebo_p", "phi", "status", "reason"});
  return columns;
}

void write_trends(TableWriter& table, const std::vector<CalendarTrend>& rows, const CalendarTrendOptions& options) {
  const bool for_people = table.form() == Form::terminal;
  for (const CalendarTrend& row : rows) table.row(for_people ? short_trend(row) : whole_trend(row, options));
  if (!for_people) return;
  for (const CalendarTrend& row : rows) {
    if (row.found.status != Status::given) {
      table.line(
          fmt::format("{} {}: {}.", to_string(row.dimension), row.who.empty() ? "of all" : row.who, row.found.reason));
    }
    if (row.found.placebo_p) {
      table.line(fmt::format("{} {}: in {:.0f} % of places the level seems to change as much.",
                             to_string(row.dimension), row.who.empty() ? "of all" : row.who,
                             100 * *row.found.placebo_p));
    }
  }
  table.line(fmt::format("A bin is a {}; errors are AR(1); intervals of 95 %.{}", to_string(options.bin),
                         options.by_person ? " p is not corrected for so many people." : ""));
}

}  // namespace affect::cli
