/// Reads taxonomies, data/taxonomies/<name>.toml, and maps between them, data/taxonomy_maps/<from>_to_<to>.toml.
///
///   const Taxonomy ekman = read_taxonomy(engine, "ekman");
///   for (const auto& [from, to] : taxonomy_map_names(engine)) read_taxonomy_map(engine, from, to);
///
/// docs/taxonomies.md describes the keys. Every error is a ConfigError; of a file it has the line. Thread-safety: pure
/// functions.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/engine.h"
#include "affect/taxonomy.h"
#include "affect/taxonomy_map.h"

namespace affect::io {

/// Names of the taxonomies at hand, sorted: "ekman", "goemotions", ...
std::vector<std::string> taxonomy_names(const Engine& engine);
/// Throws where none has the name, with the nearest one as a hint, and as parse_taxonomy.
Taxonomy read_taxonomy(const Engine& engine, std::string_view name);
/// The same from the file's text; `file` is the name that errors show. Throws at an unknown or missing key, at what
/// Taxonomy::fault names, at a reference that data/references.bib has not.
Taxonomy parse_taxonomy(const Engine& engine, std::string_view text, const std::string& file);

/// From and to of the maps at hand, sorted.
std::vector<std::pair<std::string, std::string>> taxonomy_map_names(const Engine& engine);
/// Throws where there is no such map, with those that there are as a hint, and as parse_taxonomy_map.
TaxonomyMap read_taxonomy_map(const Engine& engine, std::string_view from, std::string_view to);
/// The same from the file's text. Throws at an unknown or missing key, at a label that its taxonomy has not, at a
/// source label without weights, at what TaxonomyMap::violation names.
TaxonomyMap parse_taxonomy_map(const Engine& engine, std::string_view text, const std::string& file);

}  // namespace affect::io
