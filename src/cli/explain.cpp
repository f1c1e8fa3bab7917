#include <algorithm>
#include <cctype>

#include <CLI/App.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/io/taxonomies.h"
#include "affect/io/terms.h"
#include "cli/program.h"
#include "cli/taxonomy_words.h"
#include "cli/verb.h"
#include "core/nearest_name.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

/// One meaning of a term.
struct Explanation {
  std::string what;  ///< "measure", "label of ekman", "component of perceive/text"
  std::string name;
  std::string is;
  std::vector<std::pair<std::string, std::string>> more;  ///< "range" -> "0 to 1"
};

/// Without case and separators: "Half-Life" and "half_life" are the same.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) out += c;
    if (std::isalnum(byte) != 0 && byte < 0x80) out += static_cast<char>(std::tolower(byte));
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, ", ")); }

class Glossary {
 public:
  Glossary(const Engine& engine, std::string_view wanted) : wanted_(bare(wanted)) {
    add_terms(engine);
    add_taxonomies(engine);
    add_components(engine);
    std::stable_partition(found_.begin(), found_.end(), [&](const auto& entry) { return bare(entry.name) == wanted_; });
  }

  /// Those of the name itself before those of an alias or synonym.
  const std::vector<Explanation>& found() const { return found_; }
  const std::vector<std::string>& names() const { return names_; }

 private:
  /// Whether one of these names is the one that is wanted; all are remembered.
  bool is_wanted(const std::string& name, const std::vector<std::string>& others = {}) {
    names_.push_back(name);
    names_.insert(names_.end(), others.begin(), others.end());
    const auto same = [&](const std::string& one) { return bare(one) == wanted_; };
    return same(name) || std::any_of(others.begin(), others.end(), same);
  }

  static void say(Explanation& entry, std::string_view key, const std::string& text) {
    if (!text.empty()) entry.more.emplace_back(key, text);
  }

  void add_terms(const Engine& engine) {
    for (const io::Term& term : io::read_terms(engine)) {
      if (!is_wanted(term.name, term.aliases)) continue;
      const std::string kind(term.kind == io::TermKind::card_status ? "status of a card" : to_string(term.kind));
      Explanation entry{kind, term.name, term.is, {}};
      say(entry, "also", joined(term.aliases));
      say(entry, "range", term.range);
      say(entry, "read", term.read);
      say(entry, "beware", term.beware);
      say(entry, "after", joined(term.references));
      say(entry, "more", term.docs);
      found_.push_back(std::move(entry));
    }
  }

  void add_taxonomies(const Engine& engine) {
    for (const std::string& name : io::taxonomy_names(engine)) {
      const Taxonomy taxonomy = io::read_taxonomy(engine, name);
      if (is_wanted(name)) {
        Explanation entry{"taxonomy", name, taxonomy.title, {}};
        say(entry, "of",
            fmt::format("{}, {} labels, {}", to_string(taxonomy.of), taxonomy.labels.size(), to_string(taxonomy.kind)));
        say(entry, "beware", taxonomy.note);
        say(entry, "after", taxonomy.source);
        say(entry, "more", "affect taxonomies " + name);
        found_.push_back(std::move(entry));
      }
      for (const TaxonomyLabel& label : taxonomy.labels) {
        if (!is_wanted(label.name, label.synonyms)) continue;
        Explanation entry{"label of " + name, label.name, label.description, {}};
        for (const std::string& line : label_words(label)) entry.more.emplace_back("", line);
        if (taxonomy.of == TaxonomyOf::symptom) say(entry, "beware", taxonomy.note);
        found_.push_back(std::move(entry));
      }
    }
  }

  void add_components(const Engine& engine) {
    for (const CatalogueEntry& component : engine.catalogue()) {
      if (!is_wanted(component.name)) continue;
      const bool is_verb = component.room == "cli";
      Explanation entry{is_verb ? "verb" : "component of " + component.room, component.name, component.what, {}};
      say(entry, "gives", component.units);
      say(entry, "after", component.source);
      say(entry, "needs", component.minimum);
      say(entry, "cost", component.cost);
      say(entry, "more", is_verb ? "affect help " + component.name : "affect components");
      found_.push_back(std::move(entry));
    }
  }

  std::string wanted_;
  std::vector<Explanation> found_;
  std::vector<std::string> names_;
};

std::string explanations_as_text(const std::vector<Explanation>& found) {
  std::string text;
  for (const Explanation& entry : found) {
    text += fmt::format("{}{} ({})\n  {}\n", text.empty() ? "" : "\n", entry.name, entry.what, entry.is);
    for (const auto& [key, words] : entry.more) {
      text += key.empty() ? fmt::format("  {}\n", words) : fmt::format("  {:<8}{}\n", key, words);
    }
  }
  return text;
}

std::string explanations_as_json(const std::vector<Explanation>& found) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const Explanation& entry : found) {
    json.comma();
    json.open('{');
    json.text("name", entry.name);
    json.text("what", entry.what);
    json.text("is", entry.is);
    std::vector<std::string> notes;
    for (const auto& [key, words] : entry.more) {
      if (key.empty()) {
        notes.push_back(words);
      } else {
        json.text(key, words);
      }
    }
    if (!notes.empty()) json.texts("notes", notes);
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

class ExplainVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"explain TERM... [--json]",
            {"explain inertia", "explain turning point", "explain joy", "explain kappa --json"}};
  }
  void declare(CLI::App& app) override {
    app.add_option("TERM", words_, "a measure, label, taxonomy, component, perspective, status or grade")->required();
    app.add_flag("--json", json_, "as JSON");
  }
  void run(const Invocation& invocation) override {
    const std::string term = fmt::format("{}", fmt::join(words_, " "));
    const Glossary glossary(invocation.engine, term);
    if (glossary.found().empty()) {
      std::string lower = term;
      std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
      const std::string hint = did_you_mean(lower, glossary.names());
      throw ConfigError(fmt::format("nothing here is called {}", term), {},
                        hint.starts_with("did") ? hint : "affect taxonomies and affect components list what there is");
    }
    print(json_ ? explanations_as_json(glossary.found()) : explanations_as_text(glossary.found()));
  }

 private:
  std::vector<std::string> words_;
  bool json_ = false;
};

}  // namespace

void register_explain(Engine& engine) {
  engine.add<Verb>(verb_entry("explain", "what a measure, a label or a word of the program means, in plain words"),
                   [](const Engine&, const Options&) { return std::make_unique<ExplainVerb>(); });
}

}  // namespace affect::cli
