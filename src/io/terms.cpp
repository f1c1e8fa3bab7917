#include "affect/io/terms.h"

#include <array>
#include <set>

#include <fmt/core.h>

#include "core/names.h"
#include "io/check_references.h"
#include "io/toml_keys.h"

namespace affect::io {
namespace {

constexpr std::string_view kTermsFile = "terms.toml";
constexpr std::array<std::string_view, 6> kTermKinds{"measure", "concept", "perspective",
                                                     "status",  "grade",   "card_status"};

Term parse_term(const Engine& engine, TomlKeys& keys) {
  Term term;
  term.name = keys.text("name");
  const auto kind = term_kind(keys.text("kind"));
  if (!kind) {
    throw keys.error("\"kind\" is not measure, concept, perspective, status, grade or card_status", keys.node("kind"));
  }
  term.kind = *kind;
  term.aliases = keys.texts("aliases");
  term.is = keys.text("is");
  term.range = keys.optional_text("range");
  term.read = keys.optional_text("read");
  term.beware = keys.optional_text("beware");
  term.references = keys.texts("references");
  term.docs = keys.text("docs");
  keys.nothing_else("a term");
  check_references(engine, term.references, "references", keys);
  return term;
}

}  // namespace

std::string_view to_string(TermKind kind) { return kTermKinds[static_cast<std::size_t>(kind)]; }
std::optional<TermKind> term_kind(std::string_view name) { return named<TermKind>(kTermKinds, name); }

std::vector<Term> parse_terms(const Engine& engine, std::string_view text, const std::string& file) {
  const toml::table table = parse_toml(text, file);
  TomlKeys keys(table, file);
  std::vector<Term> terms;
  std::set<std::string> seen;
  for (const toml::table* entry : keys.tables("terms")) {
    TomlKeys own(*entry, file);
    terms.push_back(parse_term(engine, own));
    if (!seen.insert(terms.back().name).second) {
      throw own.error(fmt::format("term {} stands twice", terms.back().name), own.node("name"));
    }
  }
  keys.nothing_else("the file of terms");
  return terms;
}

std::vector<Term> read_terms(const Engine& engine) {
  return parse_terms(engine, engine.data(kTermsFile), std::string(kTermsFile));
}

}  // namespace affect::io
