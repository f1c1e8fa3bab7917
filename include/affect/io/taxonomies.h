/// Reads data/taxonomies/<name>.toml: name, title, kind, and [[labels]] of name and description.
///
///   const Taxonomy ekman = read_taxonomy(engine, "ekman");
///
/// Thread-safety: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "affect/engine.h"
#include "affect/taxonomy.h"

namespace affect::io {

/// Names of the taxonomies at hand, sorted: "ekman", "goemotions", ...
std::vector<std::string> taxonomy_names(const Engine& engine);
/// Throws ConfigError for a name that none has, InputError with the line where the file is wrong.
Taxonomy read_taxonomy(const Engine& engine, std::string_view name);
/// The same from the file's text; `file` is the name that errors show.
Taxonomy parse_taxonomy(std::string_view text, const std::string& file);

}  // namespace affect::io
