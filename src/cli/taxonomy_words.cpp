#include "cli/taxonomy_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace affect::cli {

std::string taxonomy_words(const Taxonomy& taxonomy) {
  std::string text = fmt::format("{}: {}\n  of {}, {}, {} labels\n  {}\n  references {}\n", taxonomy.name,
                                 taxonomy.title, to_string(taxonomy.of), to_string(taxonomy.kind),
                                 taxonomy.labels.size(), taxonomy.source, fmt::join(taxonomy.references, ", "));
  if (!taxonomy.vad_source.empty()) text += fmt::format("  anchors after {}\n", taxonomy.vad_source);
  if (!taxonomy.note.empty()) text += fmt::format("  {}\n", taxonomy.note);
  return text;
}

std::vector<std::string> label_words(const TaxonomyLabel& label) {
  std::vector<std::string> lines;
  if (!label.synonyms.empty()) lines.push_back(fmt::format("also {}", fmt::join(label.synonyms, ", ")));
  if (!label.parent.empty()) {
    lines.push_back(label.intensity ? fmt::format("a {} {}", to_string(*label.intensity), label.parent)
                                    : fmt::format("part of {}", label.parent));
  }
  if (!label.combines.empty()) lines.push_back(fmt::format("a blend of {}", fmt::join(label.combines, " and ")));
  if (!label.opposite.empty()) lines.push_back("opposite of " + label.opposite);
  if (label.vad) {
    lines.push_back(fmt::format("valence {:+.2f}, arousal {:+.2f}, dominance {:+.2f}", (*label.vad)[0], (*label.vad)[1],
                                (*label.vad)[2]));
  }
  return lines;
}

}  // namespace affect::cli
