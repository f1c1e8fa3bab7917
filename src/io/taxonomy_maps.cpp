#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "affect/io/taxonomies.h"
#include "core/nearest_name.h"
#include "io/check_references.h"
#include "io/toml_keys.h"

namespace affect::io {
namespace {

constexpr std::string_view kMapFolder = "taxonomy_maps/";
constexpr std::string_view kMapEnding = ".toml";
constexpr std::string_view kBetween = "_to_";

std::string map_file(std::string_view from, std::string_view to) {
  return fmt::format("{}{}{}{}{}", kMapFolder, from, kBetween, to, kMapEnding);
}

std::vector<std::string> label_names(const Taxonomy& taxonomy) {
  std::vector<std::string> names;
  for (const TaxonomyLabel& label : taxonomy.labels) names.push_back(label.name);
  return names;
}

std::size_t label_place(const std::vector<std::string>& labels, std::string_view label, const std::string& taxonomy,
                        const toml::node& node, const TomlKeys& keys) {
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found == labels.end()) {
    throw keys.error(fmt::format("{} has no label {}", taxonomy, label), &node, did_you_mean(label, labels));
  }
  return static_cast<std::size_t>(found - labels.begin());
}

/// What stands in each cell: shares of a row, or texts that were counted.
class MapCells {
 public:
  MapCells(TaxonomyMap& map, const toml::table& rows, std::string_view key, TomlKeys& keys)
      : map_(map), key_(key), keys_(keys) {
    for (const auto& [from, row] : rows) {
      if (!row.is_table()) throw keys.error(fmt::format("\"{}.{}\" is not a table", key, from.str()), &row);
      if (row.as_table()->contains(TaxonomyMap::kNone)) has_none_ = true;
    }
    if (has_none_) map_.to_labels.emplace_back(TaxonomyMap::kNone);
    values_.assign(map_.from_labels.size() * map_.to_labels.size(), 0);
    sums_.assign(map_.from_labels.size(), 0);
    for (const auto& [from, row] : rows) {
      read_row(label_place(map_.from_labels, from.str(), map_.from, row, keys), *row.as_table());
    }
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      if (sums_[i] > 0) continue;
      throw keys.error(fmt::format("\"{}\" has nothing for the label {}", key, map_.from_labels[i]), &rows,
                       fmt::format("where it has no place in {}, write {{ none = 1 }}", map_.to));
    }
  }

  void as_weights() const { map_.weights = values_; }
  void as_counts() const {
    for (std::size_t cell = 0; cell < values_.size(); ++cell) {
      map_.counts.push_back(static_cast<std::size_t>(values_[cell]));
      map_.weights.push_back(values_[cell] / sums_[cell / map_.to_labels.size()]);
    }
  }

 private:
  void read_row(std::size_t from, const toml::table& row) {
    const bool whole = key_ == "counts";
    for (const auto& [to, node] : row) {
      const auto value = node.value<double>();
      if (!node.is_number() || !(*value >= 0) || (whole && (*value != std::floor(*value) || *value > 1e9))) {
        throw keys_.error(fmt::format("\"{}\" holds more than {}", key_, whole ? "counts" : "weights"), &node);
      }
      values_[from * map_.to_labels.size() + label_place(map_.to_labels, to.str(), map_.to, node, keys_)] = *value;
      sums_[from] += *value;
    }
  }

  TaxonomyMap& map_;
  std::string_view key_;
  TomlKeys& keys_;
  bool has_none_ = false;
  std::vector<double> values_, sums_;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> taxonomy_map_names(const Engine& engine) {
  std::vector<std::pair<std::string, std::string>> names;
  for (const std::string& file : engine.data_names(kMapFolder)) {
    const auto between = file.find(kBetween);
    if (!file.ends_with(kMapEnding) || between == std::string::npos) continue;
    const std::size_t to = between + kBetween.size();
    names.emplace_back(file.substr(kMapFolder.size(), between - kMapFolder.size()),
                       file.substr(to, file.size() - to - kMapEnding.size()));
  }
  return names;
}

TaxonomyMap parse_taxonomy_map(const Engine& engine, std::string_view text, const std::string& file) {
  const toml::table table = parse_toml(text, file);
  TomlKeys keys(table, file);
  TaxonomyMap map;
  map.from = keys.text("from");
  map.to = keys.text("to");
  if (!file.ends_with(map_file(map.from, map.to))) {
    throw keys.error(fmt::format("this map belongs into {}", map_file(map.from, map.to)), keys.node("from"));
  }
  const auto basis = map_basis(keys.text("basis"));
  if (!basis) throw keys.error("\"basis\" is not published, definition or co_labelled", keys.node("basis"));
  map.basis = *basis;
  map.source = keys.text("source");
  map.references = keys.texts("references");
  map.note = keys.optional_text("note");
  check_references(engine, map.references, "references", keys);
  const Taxonomy from = read_taxonomy(engine, map.from);
  map.kind = from.kind;
  map.from_labels = label_names(from);
  map.to_labels = label_names(read_taxonomy(engine, map.to));
  const bool counted = map.basis == MapBasis::co_labelled;
  const std::string_view key = counted ? "counts" : "weights";
  const toml::table* rows = keys.table(key);
  if (rows == nullptr) throw keys.error(fmt::format("\"{}\" is missing", key), nullptr);
  const MapCells cells(map, *rows, key, keys);
  counted ? cells.as_counts() : cells.as_weights();
  keys.nothing_else("a map");
  if (const auto problem = map.violation()) throw keys.error(*problem, rows);
  return map;
}

TaxonomyMap read_taxonomy_map(const Engine& engine, std::string_view from, std::string_view to) {
  std::vector<std::string> targets;
  bool found = false;
  for (const auto& [source, target] : taxonomy_map_names(engine)) {
    if (source != from) continue;
    targets.push_back(target);
    found = found || target == to;
  }
  if (!found) {
    throw ConfigError(fmt::format("no map leads from {} to {}", from, to), {},
                      targets.empty() ? "none leads from it; affect taxonomies shows those that there are"
                                      : did_you_mean(to, targets));
  }
  const std::string file = map_file(from, to);
  return parse_taxonomy_map(engine, engine.data(file), file);
}

}  // namespace affect::io
