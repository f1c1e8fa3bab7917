#include "affect/io/taxonomies.h"

#include <toml++/toml.h>

namespace affect::io {
namespace {

constexpr std::string_view kFolder = "taxonomies/";
constexpr std::string_view kEnding = ".toml";

Place place_of(const toml::source_region& region, const std::string& file) {
  return {file, region.begin.line, region.begin.column};
}

/// The text of `key`, which must stand in `table`.
std::string text_of(const toml::table& table, std::string_view key, const std::string& file) {
  if (const auto value = table[key].value<std::string>()) return *value;
  throw InputError(std::string(key) + " is missing or no text", place_of(table.source(), file));
}

}  // namespace

std::vector<std::string> taxonomy_names(const Engine& engine) {
  std::vector<std::string> names;
  for (const std::string& file : engine.data_names(kFolder)) {
    if (!file.ends_with(kEnding)) continue;
    names.push_back(file.substr(kFolder.size(), file.size() - kFolder.size() - kEnding.size()));
  }
  return names;
}

Taxonomy parse_taxonomy(std::string_view text, const std::string& file) {
  toml::table table;
  try {
    table = toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    throw InputError(std::string(error.description()), place_of(error.source(), file));
  }
  Taxonomy taxonomy;
  taxonomy.name = text_of(table, "name", file);
  taxonomy.title = text_of(table, "title", file);
  const auto kind = label_kind(text_of(table, "kind", file));
  if (!kind) {
    throw InputError("no such kind", place_of(table["kind"].node()->source(), file),
                     "the kinds are exclusive, independent and open");
  }
  taxonomy.kind = *kind;
  const toml::array* labels = table["labels"].as_array();
  if (labels == nullptr) {
    throw InputError("labels are missing", {file}, "write [[labels]], or labels = [] for dimensions only");
  }
  for (const toml::node& node : *labels) {
    const toml::table* label = node.as_table();
    if (label == nullptr) throw InputError("a label is no table", place_of(node.source(), file), "write [[labels]]");
    taxonomy.labels.push_back({text_of(*label, "name", file), (*label)["description"].value_or(std::string())});
  }
  if (const auto problem = taxonomy.violation()) throw InputError(*problem, {file});
  return taxonomy;
}

Taxonomy read_taxonomy(const Engine& engine, std::string_view name) {
  const std::string file = std::string(kFolder) + std::string(name) + std::string(kEnding);
  return parse_taxonomy(engine.data(file), file);
}

}  // namespace affect::io
