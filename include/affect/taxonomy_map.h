/// How the labels of one taxonomy read as those of another: for each source label, a weight on every target label.
///
///   const TaxonomyMap map = io::read_taxonomy_map(engine, "goemotions", "ekman");
///   const std::vector<double> ekman = map.map(probabilities);   // of map.from_labels, to those of map.to_labels
///   map.lost_bits();                                            // what the target does not say of the source
///
/// Equal names are no reason for a map: each says what it rests on. Thread-safety: values.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "affect/affect_state.h"

namespace affect {

/// Why a map is as it is.
enum class MapBasis {
  published,    ///< its authors published it with the labels
  definition,   ///< one side's definition names the labels of the other
  co_labelled,  ///< counted where the same texts have labels of both
};
std::string_view to_string(MapBasis basis);
std::optional<MapBasis> map_basis(std::string_view name);

struct TaxonomyMap {
  /// The target of what has no place in the target taxonomy, where a map says so.
  static constexpr std::string_view kNone = "none";

  std::string from, to;                     ///< names of taxonomies
  LabelKind kind = LabelKind::independent;  ///< of the labels of `from`
  MapBasis basis = MapBasis::definition;
  std::string source;                   ///< in words
  std::vector<std::string> references;  ///< keys of data/references.bib
  std::string note;                     ///< what is lost, in words that numbers do not say; or empty
  std::vector<std::string> from_labels;
  std::vector<std::string> to_labels;  ///< those of `to`, and kNone last where something has no place
  std::vector<double> weights;         ///< [0, 1], a row a source label; each row sums to 1
  std::vector<std::size_t> counts;     ///< texts with both labels, as weights; empty unless co-labelled

  double weight(std::size_t from_label, std::size_t to_label) const;
  std::size_t count(std::size_t from_label, std::size_t to_label) const;
  std::size_t n() const;  ///< texts that were counted; 0 unless co-labelled

  /// Probabilities of `from_labels` to those of `to_labels`. Of exclusive labels they are shared out, so that their sum
  /// stays; of independent ones a target holds where any of its sources does, as if these were independent.
  std::vector<double> map(std::span<const double> probabilities) const;

  /// H(from | to) in bits where every source label is equally likely: 0 where each target tells its source.
  double lost_bits() const;
  /// Of each target the source labels whose largest weight is on it, on no other as large: two or more merge in it.
  std::vector<std::vector<std::size_t>> merged() const;

  /// A size that does not fit, a weight outside [0, 1], a row that does not sum to 1 within 1e-9.
  std::optional<std::string> violation() const;
};

}  // namespace affect
