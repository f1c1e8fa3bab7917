/// A data set's texts with its gold labels as columns, in memory: what training and its measurement take.
///
///   const auto train = read_gold_texts(engine, "/data", "goemotions", "train");
///   train.column("goemotions:joy")[row]     // 0 or 1; NaN where the row has no such label
///
/// Columns: "<taxonomy>:<label>" (0 or 1), "<taxonomy>:<label>:intensity" in [0, 1], and of dimensions
/// "<perspective>:valence", ":arousal", ":dominance" in [-1, 1].
/// Errors: as io/datasets. Thread-safety: values.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "affect/engine.h"

namespace affect::learn {

struct GoldTexts {
  std::vector<std::string> texts;
  std::vector<std::string> ids;        ///< the source's own, else the row's number
  std::vector<std::string> people;     ///< who wrote it, as the set tells them apart
  std::vector<std::string> languages;  ///< BCP 47, or empty
  std::vector<std::string> kinds;      ///< genre where the set has one, or empty
  std::map<std::string, std::vector<double>, std::less<>> columns;

  std::size_t size() const { return texts.size(); }
  bool has(std::string_view name) const { return columns.find(name) != columns.end(); }
  /// Throws ConfigError where there is none.
  const std::vector<double>& column(std::string_view name) const;
  /// The rows in a language, with the columns that any of them has.
  GoldTexts only_language(std::string_view language) const;
  GoldTexts rows(const std::vector<std::size_t>& indices) const;
};

GoldTexts read_gold_texts(const Engine& engine, const std::string& root, std::string_view set, std::string_view split);

/// The rows of both; a column that only one has is NaN in the other.
GoldTexts joined(const GoldTexts& first, const GoldTexts& second);

/// One of `folds` parts that depends on the key alone: the same text or person is always in the same one.
std::size_t fold_of(std::string_view key, std::size_t folds);

}  // namespace affect::learn
