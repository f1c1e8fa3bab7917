/// What holds for every verb: exit codes, environment, files. The help, the man pages and the docs say the same.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace affect::cli {

struct HelpTopic {
  struct Line {
    std::string term, what;
  };
  std::string name;  ///< "exit-codes", as `affect help` takes it
  std::string title;
  std::vector<Line> lines;
};

const std::vector<HelpTopic>& help_topics();
/// As `affect help exit-codes` prints it.
std::string as_text(const HelpTopic& topic);

}  // namespace affect::cli
