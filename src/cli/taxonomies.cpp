#include "affect/io/taxonomies.h"

#include <cmath>

#include <CLI/App.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/program.h"
#include "cli/table_writer.h"
#include "cli/taxonomy_words.h"
#include "cli/verb.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

std::vector<std::string> maps_from(const Engine& engine, std::string_view name) {
  std::vector<std::string> targets;
  for (const auto& [from, to] : io::taxonomy_map_names(engine)) {
    if (from == name) targets.push_back(to);
  }
  return targets;
}

std::vector<Taxonomy> all_taxonomies(const Engine& engine) {
  std::vector<Taxonomy> all;
  for (const std::string& name : io::taxonomy_names(engine)) all.push_back(io::read_taxonomy(engine, name));
  return all;
}

void write_taxonomy_label(io::JsonWriter& json, const TaxonomyLabel& label) {
  json.comma();
  json.open('{');
  json.text("name", label.name);
  json.text("description", label.description);
  if (!label.synonyms.empty()) json.texts("synonyms", label.synonyms);
  if (!label.parent.empty()) json.text("parent", label.parent);
  if (label.intensity) json.text("intensity", to_string(*label.intensity));
  if (!label.combines.empty()) json.texts("combines", label.combines);
  if (!label.opposite.empty()) json.text("opposite", label.opposite);
  if (label.vad) {
    json.number("valence", (*label.vad)[0]);
    json.number("arousal", (*label.vad)[1]);
    json.number("dominance", (*label.vad)[2]);
  }
  json.close('}');
}

void write_taxonomy(io::JsonWriter& json, const Taxonomy& taxonomy, const std::vector<std::string>& maps) {
  json.open('{');
  json.text("name", taxonomy.name);
  json.text("title", taxonomy.title);
  json.text("of", to_string(taxonomy.of));
  json.text("kind", to_string(taxonomy.kind));
  json.text("source", taxonomy.source);
  json.texts("references", taxonomy.references);
  if (!taxonomy.vad_source.empty()) json.text("vad_source", taxonomy.vad_source);
  if (!taxonomy.note.empty()) json.text("note", taxonomy.note);
  json.texts("maps", maps);
  json.key("labels");
  json.open('[');
  for (const TaxonomyLabel& label : taxonomy.labels) write_taxonomy_label(json, label);
  json.close(']');
  json.close('}');
}

std::vector<std::string> merges(const TaxonomyMap& map) {
  std::vector<std::string> lines;
  const auto merged = map.merged();
  for (std::size_t to = 0; to < merged.size(); ++to) {
    if (merged[to].size() < 2) continue;
    std::vector<std::string> names;
    for (const std::size_t from : merged[to]) names.push_back(map.from_labels[from]);
    lines.push_back(fmt::format("{} from {}", map.to_labels[to], fmt::join(names, ", ")));
  }
  return lines;
}

void write_map(io::JsonWriter& json, const TaxonomyMap& map) {
  json.open('{');
  json.text("from", map.from);
  json.text("to", map.to);
  json.text("basis", to_string(map.basis));
  json.text("source", map.source);
  json.texts("references", map.references);
  if (!map.note.empty()) json.text("note", map.note);
  if (map.basis == MapBasis::co_labelled) json.integer("n", static_cast<std::int64_t>(map.n()));
  json.number("lost_bits", map.lost_bits());
  json.number("label_bits", std::log2(static_cast<double>(map.from_labels.size())));
  json.texts("to_labels", map.to_labels);
  json.key("rows");
  json.open('[');
  for (std::size_t i = 0; i < map.from_labels.size(); ++i) {
    json.comma();
    json.open('{');
    json.text("label", map.from_labels[i]);
    json.key("weights");
    json.open('[');
    for (std::size_t j = 0; j < map.to_labels.size(); ++j) {
      json.comma();
      io::append_number(json.out(), map.weight(i, j));
    }
    json.close(']');
    if (!map.counts.empty()) {
      json.key("counts");
      json.open('[');
      for (std::size_t j = 0; j < map.to_labels.size(); ++j) {
        json.comma();
        io::append_integer(json.out(), static_cast<std::int64_t>(map.count(i, j)));
      }
      json.close(']');
    }
    json.close('}');
  }
  json.close(']');
  json.close('}');
}

std::string taxonomies_as_json(const Engine& engine) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const Taxonomy& taxonomy : all_taxonomies(engine)) {
    json.comma();
    write_taxonomy(json, taxonomy, maps_from(engine, taxonomy.name));
  }
  json.close(']');
  return text + "\n";
}

std::string taxonomies_as_text(const Engine& engine) {
  std::string text = fmt::format("{:<26}{:<12}{:>6}  {:<12} {}\n", "name", "of", "labels", "kind", "title");
  for (const Taxonomy& taxonomy : all_taxonomies(engine)) {
    text += fmt::format("{:<26}{:<12}{:>6}  {:<12} {}\n", taxonomy.name, to_string(taxonomy.of), taxonomy.labels.size(),
                        to_string(taxonomy.kind), taxonomy.title);
    const auto maps = maps_from(engine, taxonomy.name);
    if (!maps.empty()) text += fmt::format("{:<59} maps to {}\n", "", fmt::join(maps, ", "));
  }
  return text;
}

std::string taxonomy_as_text(const Taxonomy& taxonomy, const std::vector<std::string>& maps) {
  std::string text = taxonomy_words(taxonomy);
  if (!maps.empty()) text += fmt::format("  maps to {} (--map)\n", fmt::join(maps, ", "));
  if (taxonomy.labels.empty()) return text + "  no labels: dimensions only\n";
  text += "\n";
  for (const TaxonomyLabel& label : taxonomy.labels) {
    text += fmt::format("  {:<24}  {}\n", label.name, label.description);
    for (const std::string& line : label_words(label)) text += fmt::format("  {:<24}  {}\n", "", line);
  }
  return text;
}

std::string basis_words(const TaxonomyMap& map) {
  switch (map.basis) {
    case MapBasis::published:
      return "published";
    case MapBasis::definition:
      return "by definition";
    case MapBasis::co_labelled:
      return fmt::format("counted on {} texts that have both", map.n());
  }
  return {};
}

std::vector<std::string> map_heading(const TaxonomyMap& map) {
  std::vector<std::string> lines{fmt::format("{} to {}: {}", map.from, map.to, basis_words(map)), "  " + map.source,
                                 fmt::format("  references {}", fmt::join(map.references, ", "))};
  if (!map.note.empty()) lines.push_back("  " + map.note);
  lines.push_back(fmt::format("  lost: {:.2f} of {:.2f} bits of a label, where each is equally likely", map.lost_bits(),
                              std::log2(static_cast<double>(map.from_labels.size()))));
  for (const std::string& line : merges(map)) lines.push_back("  merges into " + line);
  lines.emplace_back();
  return lines;
}

void show_map(const TaxonomyMap& map) {
  std::vector<std::string> columns{map.from};
  columns.insert(columns.end(), map.to_labels.begin(), map.to_labels.end());
  if (!map.counts.empty()) columns.emplace_back("n");
  TableWriter table(Form::terminal, "-", std::move(columns));
  for (const std::string& line : map_heading(map)) table.line(line);
  for (std::size_t i = 0; i < map.from_labels.size(); ++i) {
    std::vector<Cell> row{map.from_labels[i]};
    std::size_t n = 0;
    for (std::size_t j = 0; j < map.to_labels.size(); ++j) {
      row.push_back(map.weight(i, j) > 0 ? Cell(fmt::format("{:.2f}", map.weight(i, j))) : Cell());
      n += map.count(i, j);
    }
    if (!map.counts.empty()) row.push_back(cell(std::uint64_t{n}));
    table.row(std::move(row));
  }
  table.commit();
}

class TaxonomiesVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"taxonomies [NAME] [--map TO] [--json]",
            {"taxonomies", "taxonomies plutchik_wheel", "taxonomies goemotions --map ekman",
             "taxonomies meld --map emorynlp --json"}};
  }
  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "one of them with its labels; none lists all");
    app.add_option("--map", to_, "how its labels read as those of another, and what is lost")->type_name("TO");
    app.add_flag("--json", json_, "as JSON");
  }
  void run(const Invocation& invocation) override {
    const Engine& engine = invocation.engine;
    if (name_.empty()) {
      if (!to_.empty()) throw ConfigError("--map needs the taxonomy to start from", {}, "taxonomies NAME --map TO");
      return print(json_ ? taxonomies_as_json(engine) : taxonomies_as_text(engine));
    }
    const Taxonomy taxonomy = io::read_taxonomy(engine, name_);
    std::string text;
    io::JsonWriter json(text);
    if (to_.empty()) {
      const auto maps = maps_from(engine, taxonomy.name);
      if (!json_) return print(taxonomy_as_text(taxonomy, maps));
      write_taxonomy(json, taxonomy, maps);
    } else {
      const TaxonomyMap map = io::read_taxonomy_map(engine, taxonomy.name, io::read_taxonomy(engine, to_).name);
      if (!json_) return show_map(map);
      write_map(json, map);
    }
    print(text + "\n");
  }

 private:
  std::string name_, to_;
  bool json_ = false;
};

}  // namespace

void register_taxonomies(Engine& engine) {
  engine.add<Verb>(verb_entry("taxonomies", "sets of labels: theories, codes and scales, and how one reads as another"),
                   [](const Engine&, const Options&) { return std::make_unique<TaxonomiesVerb>(); });
}

}  // namespace affect::cli
