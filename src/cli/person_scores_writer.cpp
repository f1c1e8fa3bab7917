#include "cli/person_scores_writer.h"

#include "affect/error.h"

namespace affect::cli {

std::optional<Dimension> chosen_dimension(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto chosen = dimension(name);
  if (!chosen) throw ConfigError("--dimension " + name, {}, "valence, arousal, dominance, positive or negative");
  return chosen;
}

}  // namespace affect::cli
