#include "affect/io/taxonomies.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/nearest_name.h"
#include "io/check_references.h"
#include "io/toml_keys.h"

namespace affect::io {
namespace {

constexpr std::string_view kFolder = "taxonomies/";
constexpr std::string_view kEnding = ".toml";

TaxonomyLabel parse_label(TomlKeys& keys) {
  TaxonomyLabel label;
  label.name = keys.text("name");
  label.description = keys.text("description");
  label.synonyms = keys.texts("synonyms");
  label.parent = keys.optional_text("parent");
  if (const std::string intensity = keys.optional_text("intensity"); !intensity.empty()) {
    label.intensity = label_intensity(intensity);
    if (!label.intensity) throw keys.error("\"intensity\" is not weak, basic or strong", keys.node("intensity"));
  }
  label.combines = keys.texts("combines");
  label.opposite = keys.optional_text("opposite");
  if (keys.has("vad")) {
    const auto values = keys.numbers("vad");
    if (values.size() != 3) {
      throw keys.error("\"vad\" is not three numbers", keys.node("vad"), "write [valence, arousal, dominance]");
    }
    label.vad = {values[0], values[1], values[2]};
  }
  keys.nothing_else("a label");
  return label;
}

LabelKind parse_kind(TomlKeys& keys) {
  const auto kind = label_kind(keys.text("kind"));
  if (!kind) throw keys.error("\"kind\" is not exclusive, independent or open", keys.node("kind"));
  return *kind;
}

TaxonomyOf parse_of(TomlKeys& keys) {
  const std::string text = keys.text("of");
  if (const auto of = taxonomy_of(text)) return *of;
  std::vector<std::string> known;
  for (auto of = TaxonomyOf::emotion; of <= TaxonomyOf::scale; of = TaxonomyOf(static_cast<int>(of) + 1)) {
    known.emplace_back(to_string(of));
  }
  throw keys.error(fmt::format("\"of\" is {}, which no taxonomy is of", text), keys.node("of"),
                   did_you_mean(text, known));
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

Taxonomy parse_taxonomy(const Engine& engine, std::string_view text, const std::string& file) {
  const toml::table table = parse_toml(text, file);
  TomlKeys keys(table, file);
  Taxonomy taxonomy;
  taxonomy.name = keys.text("name");
  taxonomy.title = keys.text("title");
  taxonomy.kind = parse_kind(keys);
  taxonomy.of = parse_of(keys);
  taxonomy.source = keys.text("source");
  taxonomy.references = keys.texts("references");
  if (taxonomy.references.empty()) throw keys.error("\"references\" is missing or empty", keys.node("references"));
  taxonomy.vad_source = keys.optional_text("vad_source");
  taxonomy.note = keys.optional_text("note");
  if (!keys.has("labels")) {
    throw keys.error("\"labels\" is missing", nullptr, "write [[labels]], or labels = [] for dimensions only");
  }
  const auto labels = keys.tables("labels");
  for (const toml::table* label : labels) {
    TomlKeys own(*label, file);
    taxonomy.labels.push_back(parse_label(own));
  }
  keys.nothing_else("a taxonomy");
  check_references(engine, taxonomy.references, "references", keys);
  if (!taxonomy.vad_source.empty()) check_references(engine, {taxonomy.vad_source}, "vad_source", keys);
  if (const auto fault = taxonomy.fault()) {
    throw keys.error(fault->what, fault->label ? static_cast<const toml::node*>(labels[*fault->label]) : nullptr);
  }
  return taxonomy;
}

Taxonomy read_taxonomy(const Engine& engine, std::string_view name) {
  const auto names = taxonomy_names(engine);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    throw ConfigError(fmt::format("no taxonomy is called {}", name), {}, did_you_mean(name, names));
  }
  const std::string file = fmt::format("{}{}{}", kFolder, name, kEnding);
  return parse_taxonomy(engine, engine.data(file), file);
}

}  // namespace affect::io
