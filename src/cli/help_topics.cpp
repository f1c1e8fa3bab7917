#include "cli/help_topics.h"

#include <algorithm>

#include <fmt/format.h>

namespace affect::cli {

const std::vector<HelpTopic>& help_topics() {
  static const std::vector<HelpTopic> kTopics{
      {"exit-codes",
       "Exit status",
       {{"0", "done; also when the reader of a pipe went away"},
        {"1", "the machine refused: the disk is full, nothing may be written there, a model is missing"},
        {"2", "the input is missing, may not be read or is wrong, or an option or a setting is"},
        {"130", "interrupted; nothing is left half-written (143 terminated, 129 hung up)"}}},
      {"environment",
       "Environment",
       {{"AFFECT_<OPTION>", "gives an option of every verb: AFFECT_THREADS=2, AFFECT_QUIET=1"},
        {"AFFECT_<VERB>_<OPTION>", "gives an option of one verb: AFFECT_TRACK_ZONE=Europe/Berlin; lists have commas"},
        {"AFFECT_CONFIG", "the settings file, in place of the user's; /dev/null is none"},
        {"AFFECT_DATA", "folder of the published data sets; else data in the cache"},
        {"AFFECT_MODELS", "folder of models that are fetched, searched first; else affect/models in XDG_DATA_HOME"},
        {"AFFECT_CACHE", "what may be made again; else affect in XDG_CACHE_HOME, else in ~/.cache"},
        {"XDG_CONFIG_HOME", "where affect/config.toml lies; else ~/.config"},
        {"XDG_DATA_HOME", "where affect/models lies; else ~/.local/share"},
        {"PIP_INDEX_URL", "the index that affect models fetch asks; else the one that pip is set to"},
        {"NO_COLOR, TERM=dumb", "no colour, unless --color"},
        {"COLUMNS", "the width, in place of the terminal's"}}},
      {"files",
       "Files",
       {{"~/.config/affect/config.toml", "settings: threads = 2; [track] before those of one verb"},
        {"~/.local/share/affect/models", "models that were fetched (affect models)"},
        {"~/.cache/affect", "the cache, which may be removed at any time"}}}};
  return kTopics;
}

std::string as_text(const HelpTopic& topic) {
  std::size_t width = 0;
  for (const auto& line : topic.lines) width = std::max(width, line.term.size());
  std::string text = topic.title + ":\n";
  for (const auto& line : topic.lines) text += fmt::format("  {:<{}}  {}\n", line.term, width, line.what);
  return text;
}

}  // namespace affect::cli
