/// The words that an option takes, where they are few: shells offer them (affect completion).
#pragma once
#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace affect::cli {

/// Says so of an option; the verb itself refuses others, with a hint of its own.
CLI::Option* offer(CLI::Option* option, const std::vector<std::string>& words);
/// What was said.
std::vector<std::string> offered(CLI::Option& option);

}  // namespace affect::cli
