/// What the published systems do and how: tasks by methods by cards, with how far our parts stand.
///
///   const SystemsMap map = systems_map(engine);
///   print(systems_map_page(engine));   // docs/systems_map.md
///
/// Tasks and methods are a closed list, data/systems_map.toml; each card names its own. Thread-safety: pure functions.
#pragma once
#include <string>
#include <vector>

#include "affect/evaluate/card.h"

namespace affect::evaluate {

/// A task or a method.
struct MapTopic {
  std::string name;
  std::string family;   ///< of a task: understanding, generation, evaluation
  std::string what;     ///< one line
  bool survey = false;  ///< named by the survey of system 059
};

struct SystemsMap {
  std::vector<MapTopic> tasks, methods;  ///< in the order of the file
  std::vector<std::string> references;   ///< keys of data/references.bib: the survey
  std::vector<Card> cards;               ///< by number

  /// Cards with this task and, unless it is empty, this method; by number.
  std::vector<const Card*> of(const std::string& task, const std::string& method = {}) const;
};

/// Throws ConfigError with file and line: the list is wrong, or a card has a task or method that is none of it.
SystemsMap systems_map(const Engine& engine);

/// As Markdown: each task with its cards by method and status; what `affect systems --map` prints.
std::string systems_map_page(const Engine& engine);

}  // namespace affect::evaluate
