#include "core/bibliography.h"

#include "affect/error.h"

namespace affect {

Bibliography::Bibliography(std::string_view bibtex) {
  std::string entry, key;
  while (!bibtex.empty()) {
    const std::size_t end = std::min(bibtex.find('\n'), bibtex.size());
    const std::string_view line = bibtex.substr(0, end);
    bibtex.remove_prefix(std::min(end + 1, bibtex.size()));
    if (line.starts_with('@')) {
      const std::size_t brace = std::min(line.find('{'), line.size() - 1);
      key = line.substr(brace + 1, line.find(',') - brace - 1);
      entry.clear();
    }
    if (key.empty()) continue;
    entry += line;
    entry += '\n';
    if (line != "}") continue;
    entries_.emplace(key, entry);
    key.clear();
  }
}

const std::string& Bibliography::entry(const std::string& key) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) throw ConfigError("references.bib has no entry " + key);
  return found->second;
}

}  // namespace affect
