/// What a shell needs to know to complete `affect VERB ...`, told by the verbs' own command lines.
#pragma once
#include <string>
#include <vector>

#include "affect/engine.h"

namespace affect::cli {

struct CompletedOption {
  std::vector<std::string> names;  ///< "-o", "--output"; of a positional its name, "FILE"
  std::string what;
  bool takes_value = false;
  bool path = false;                 ///< the value names a file or a folder
  std::vector<std::string> choices;  ///< of the value, where they are few
  bool list = false;                 ///< several of them, with commas
};

struct CompletedVerb {
  std::string name, what;
  std::vector<CompletedOption> options;
  /// What stands without an option: words, files or both.
  std::vector<std::string> choices;
  bool files = false;
};

std::vector<CompletedVerb> completion_model(const Engine& engine);

/// Scripts for a shell to source.
std::string bash_completion(const std::vector<CompletedVerb>& verbs);
std::string zsh_completion(const std::vector<CompletedVerb>& verbs);
std::string fish_completion(const std::vector<CompletedVerb>& verbs);

}  // namespace affect::cli
