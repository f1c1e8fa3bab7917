#include "io/check_references.h"

#include <fmt/core.h>

#include "core/bibliography.h"
#include "core/nearest_name.h"

namespace affect::io {

void check_references(const Engine& engine, const std::vector<std::string>& references, std::string_view key,
                      const TomlKeys& keys) {
  const Bibliography papers(engine.data("references.bib"));
  for (const std::string& reference : references) {
    if (papers.entries().contains(reference)) continue;
    std::vector<std::string> known;
    for (const auto& [name, entry] : papers.entries()) known.push_back(name);
    throw keys.error(fmt::format("references.bib has no entry {}", reference), keys.node(key),
                     did_you_mean(reference, known));
  }
}

}  // namespace affect::io
