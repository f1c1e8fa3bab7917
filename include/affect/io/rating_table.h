/// What raters said, as files have it: tables long and wide, answers of best-worst scaling, ELAN tiers.
///
///   const auto file = read_ratings(engine, "codes.csv", {});
///   if (const auto* table = std::get_if<RatingTable>(&file)) use(table->items, table->raters, table->cells);
///
/// Long: a row a rating, columns item, rater, label. Wide: a row an item, a column a rater. Best-worst: columns best
/// and worst, and the items shown. ELAN: a tier a rater, sampled in time, since raters cut where they like; a moment
/// that no annotation of a tier covers is no rating of it. Thread-safety: values and free functions.
#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "affect/engine.h"
#include "affect/io/csv_document.h"

namespace affect::io {

struct RatingColumns {
  std::string item = {}, rater = {}, label = {};  ///< columns; empty: found by the names that people use
  std::vector<std::string> raters = {};  ///< wide: the raters' columns; ELAN: the tiers. Empty: all that are left
  std::string group = {};                ///< column of what items belong to: a dialogue, a person
  double step_s = 1;                     ///< ELAN: between moments
};

struct RatingTable {
  std::string shape;               ///< "long", "wide", "ELAN, a moment every 1 s"
  std::vector<std::string> items;  ///< ids, or numbers of rows from 1
  std::vector<std::string> raters;
  std::vector<std::string> cells;   ///< by item, then rater; empty where missing
  std::vector<std::string> groups;  ///< by item; empty where items stand alone
  std::string group_name = {};      ///< "dialogue"; ELAN: "stretch without a change"

  const std::string& cell(std::size_t item, std::size_t rater) const { return cells[item * raters.size() + rater]; }
};

struct BestWorstTable {
  struct Answer {
    std::vector<std::size_t> items;
    std::size_t best = 0, worst = 0;
  };
  std::vector<std::string> items;
  std::vector<Answer> answers;
};

using RatingFile = std::variant<RatingTable, BestWorstTable>;

/// Throws InputError with place and hint: nothing in it, a column missing, an item rated twice by one rater, a best
/// that was not shown, annotations of one tier that overlap.
RatingFile read_ratings(const Engine& engine, const std::string& path, const RatingColumns& columns);

}  // namespace affect::io
