#include "affect/taxonomy_map.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>

#include "core/names.h"

namespace affect {
namespace {

constexpr std::array<std::string_view, 3> kBases{"published", "definition", "co_labelled"};
constexpr double kRowError = 1e-9;

}  // namespace

std::string_view to_string(MapBasis basis) { return kBases[static_cast<std::size_t>(basis)]; }
std::optional<MapBasis> map_basis(std::string_view name) { return named<MapBasis>(kBases, name); }

double TaxonomyMap::weight(std::size_t from_label, std::size_t to_label) const {
  return weights[from_label * to_labels.size() + to_label];
}

std::size_t TaxonomyMap::count(std::size_t from_label, std::size_t to_label) const {
  return counts.empty() ? 0 : counts[from_label * to_labels.size() + to_label];
}

std::size_t TaxonomyMap::n() const { return std::accumulate(counts.begin(), counts.end(), std::size_t{0}); }

std::vector<double> TaxonomyMap::map(std::span<const double> probabilities) const {
  assert(probabilities.size() == from_labels.size());
  std::vector<double> mapped(to_labels.size());
  for (std::size_t to_label = 0; to_label < mapped.size(); ++to_label) {
    double sum = 0, none = 1;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      const double part = probabilities[i] * weight(i, to_label);
      sum += part;
      none *= 1 - part;
    }
    mapped[to_label] = kind == LabelKind::exclusive ? sum : 1 - none;
  }
  return mapped;
}

double TaxonomyMap::lost_bits() const {
  const auto rows = static_cast<double>(from_labels.size());
  double bits = 0;
  for (std::size_t to_label = 0; to_label < to_labels.size(); ++to_label) {
    double column = 0;
    for (std::size_t i = 0; i < from_labels.size(); ++i) column += weight(i, to_label);
    for (std::size_t i = 0; i < from_labels.size(); ++i) {
      const double cell = weight(i, to_label);
      if (cell > 0) bits -= cell / rows * std::log2(cell / column);
    }
  }
  return std::max(bits, 0.0);
}

std::vector<std::vector<std::size_t>> TaxonomyMap::merged() const {
  std::vector<std::vector<std::size_t>> sources(to_labels.size());
  for (std::size_t i = 0; i < from_labels.size(); ++i) {
    const auto row = weights.begin() + static_cast<std::ptrdiff_t>(i * to_labels.size());
    const auto end = row + static_cast<std::ptrdiff_t>(to_labels.size());
    const auto largest = std::max_element(row, end);
    if (std::count(row, end, *largest) == 1) sources[static_cast<std::size_t>(largest - row)].push_back(i);
  }
  return sources;
}

std::optional<std::string> TaxonomyMap::violation() const {
  if (from_labels.empty() || to_labels.empty()) return "a map has no labels";
  const std::size_t cells = from_labels.size() * to_labels.size();
  if (weights.size() != cells) return "a map has not a weight for each pair of labels";
  if (!counts.empty() && counts.size() != cells) return "a map has not a count for each pair of labels";
  for (std::size_t i = 0; i < from_labels.size(); ++i) {
    double sum = 0;
    for (std::size_t to_label = 0; to_label < to_labels.size(); ++to_label) {
      const double cell = weight(i, to_label);
      if (!(cell >= 0 && cell <= 1)) return "the weights of " + from_labels[i] + " lie outside [0, 1]";
      sum += cell;
    }
    if (!(std::abs(sum - 1) <= kRowError)) return "the weights of " + from_labels[i] + " do not sum to 1";
  }
  return std::nullopt;
}

}  // namespace affect
