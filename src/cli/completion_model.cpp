#include "cli/completion_model.h"

#include <set>

#include "affect/evaluate/card.h"
#include "affect/io/datasets/dataset.h"
#include "affect/io/reader.h"
#include "cli/choices.h"
#include "cli/command_line.h"
#include "cli/help_topics.h"

namespace affect::cli {
namespace {

template <class Interface>
void add_names(const Engine& engine, std::set<std::string>& names) {
  for (const auto& part : engine.components<Interface>()) names.insert(part.entry.name);
}

/// The words that options of one name take in every verb: what the engine has.
std::set<std::string> names_in_engine(const Engine& engine, const std::string& verb, const std::string& key) {
  std::set<std::string> names;
  if (key == "format" || (key == "NAME" && verb == "formats")) {
    add_names<io::Reader>(engine, names);
    add_names<io::FolderReader>(engine, names);
  } else if (key == "with" || key == "without") {
    add_names<Stage>(engine, names);
  } else if (key == "SET") {
    add_names<io::Dataset>(engine, names);
  } else if (key == "VERB") {
    add_names<Verb>(engine, names);
    if (verb == "help") {
      for (const HelpTopic& topic : help_topics()) names.insert(topic.name);
    }
  } else if (key == "NNN") {
    for (const auto& card : evaluate::read_cards(engine)) names.insert(card.id());
  }
  return names;
}

CompletedOption completed(const Engine& engine, const std::string& verb, CLI::Option& option) {
  CompletedOption known;
  known.what = option.get_description();
  known.takes_value = !is_flag(option);
  known.path = names_path(option);
  known.list = option.get_delimiter() == ',';
  if (option.get_positional()) known.names.push_back(option.get_name(true));
  for (const std::string& name : option.get_snames()) known.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) known.names.push_back("--" + name);
  known.choices = offered(option);
  for (const std::string& name : names_in_engine(engine, verb, option_key(option))) known.choices.push_back(name);
  return known;
}

}  // namespace

std::vector<CompletedVerb> completion_model(const Engine& engine) {
  std::vector<CompletedVerb> verbs;
  for (const auto& verb : engine.components<Verb>()) {
    CommandLine line(engine, verb);
    CompletedVerb known{verb.entry.name, verb.entry.what, {}, {}, false};
    for (CLI::Option* option : line.app().get_options()) {
      CompletedOption one = completed(engine, verb.entry.name, *option);
      if (option->get_positional()) {
        known.files = known.files || one.path;
        known.choices.insert(known.choices.end(), one.choices.begin(), one.choices.end());
      } else {
        known.options.push_back(std::move(one));
      }
    }
    verbs.push_back(std::move(known));
  }
  return verbs;
}

}  // namespace affect::cli
