/// What the words that the program prints mean, in plain words: data/terms.toml.
///
///   for (const Term& term : read_terms(engine)) fmt::print("{}: {}\n", term.name, term.is);
///
/// Thread-safety: pure functions.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/engine.h"

namespace affect::io {

enum class TermKind {
  measure,  ///< a number: Finding::measure, a coefficient, a metric
  concept_,
  perspective,
  status,
  grade,
  card_status,
};
std::string_view to_string(TermKind kind);  ///< "card_status", "concept"
std::optional<TermKind> term_kind(std::string_view name);

struct Term {
  std::string name;  ///< as records have it: "half_life"
  TermKind kind = TermKind::measure;
  std::vector<std::string> aliases;     ///< "half-life"; several terms may share one: "kappa"
  std::string is;                       ///< the definition, a sentence or two
  std::string range;                    ///< values and units; or empty
  std::string read;                     ///< how to read it; or empty
  std::string beware;                   ///< its pitfall; or empty
  std::vector<std::string> references;  ///< keys of data/references.bib
  std::string docs;                     ///< the page that says more
};

/// In the order of the file; names are unique. Throws ConfigError with the line where the file is wrong.
std::vector<Term> read_terms(const Engine& engine);
/// The same from the file's text; `file` is the name that errors show.
std::vector<Term> parse_terms(const Engine& engine, std::string_view text, const std::string& file);

}  // namespace affect::io
