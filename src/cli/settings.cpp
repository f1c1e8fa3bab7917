#include "cli/settings.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "core/nearest_name.h"

namespace affect::cli {
namespace {

using Kind = SettingValue::Kind;

/// A flag that takes words: --color, --color=never.
bool is_word_flag(const CLI::Option& option) {
  return is_flag(option) && option.get_flag_value(option_key(option), "") != "true";
}

bool takes_list(const CLI::Option& option) { return option.get_items_expected_max() > 1; }

void check_kind(const std::string& key, const CLI::Option& option, const SettingValue& value) {
  if (is_flag(option) && !is_word_flag(option)) {
    if (value.kind != Kind::yes_or_no) throw ConfigError(key + " is neither true nor false", value.place);
    return;
  }
  if (value.kind == Kind::yes_or_no) {
    throw ConfigError(key + " is not given by true or false", value.place,
                      takes_list(option) ? key + R"( = ["one", "two"])" : key + " = \"...\"");
  }
  if (value.kind == Kind::list && !takes_list(option)) {
    throw ConfigError(key + " takes one value, not a list", value.place);
  }
}

/// What a file says of another file must not hang on where the program is started.
void check_path(const std::string& key, const CLI::Option& option, const SettingValue& value) {
  if (!names_path(option)) return;
  const bool may_be_a_name = option.get_type_name().find('|') != std::string::npos;
  for (const std::string& text : value.texts) {
    const bool is_path = !may_be_a_name || text.find_first_of("./") != std::string::npos;
    if (is_path && !text.empty() && !text.starts_with('/')) {
      throw ConfigError(fmt::format("{} is not the whole path", key), value.place, "begin it with /");
    }
  }
}

void check_table(CommandLine& line, bool common_only, const std::map<std::string, SettingValue>& values) {
  std::map<std::string, const CLI::Option*> known;
  for (const CLI::Option* option : settable_options(line)) {
    if (!common_only || is_common(*option)) known[option_key(*option)] = option;
  }
  for (const auto& [key, value] : values) {
    const auto found = known.find(key);
    if (found == known.end()) {
      const auto& options = line.app().get_options();
      if (std::any_of(options.begin(), options.end(), [&](const auto* each) { return option_key(*each) == key; })) {
        throw ConfigError(key + " is for the command line alone", value.place, "take it out");
      }
      std::vector<std::string> names;
      std::transform(known.begin(), known.end(), std::back_inserter(names),
                     [](const auto& each) { return each.first; });
      const std::string whose = common_only ? "every verb" : "affect " + line.name();
      throw ConfigError(fmt::format("{} has no option {}", whose, key), value.place, did_you_mean(key, names));
    }
    check_kind(key, *found->second, value);
    check_path(key, *found->second, value);
  }
}

std::string yes_or_no(std::string text, const Place& place) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char byte) { return std::tolower(byte); });
  for (const char* yes : {"1", "true", "yes", "on"}) {
    if (text == yes) return "true";
  }
  for (const char* no : {"0", "false", "no", "off"}) {
    if (text == no) return "false";
  }
  throw ConfigError(fmt::format("\"{}\" is neither yes nor no", text), place, "1 or 0");
}

std::optional<SettingValue> from_environment(const std::string& verb, const CLI::Option& option) {
  for (const std::string& variable : variables_of(verb, option)) {
    const char* found = std::getenv(variable.c_str());
    if (found == nullptr || *found == '\0') continue;
    SettingValue value{Kind::one, {found}, {variable}};
    if (is_flag(option) && !is_word_flag(option)) {
      value.kind = Kind::yes_or_no;
      value.texts = {yes_or_no(found, value.place)};
    } else if (takes_list(option)) {
      value.kind = Kind::list;
      value.texts = CLI::detail::split(found, ',');
    }
    return value;
  }
  return std::nullopt;
}

std::optional<SettingValue> from_file(const SettingsFile& file, const std::string& verb, const CLI::Option& option) {
  const std::string key = option_key(option);
  for (const std::string& table : {verb, std::string()}) {
    if (table.empty() && !is_common(option)) continue;
    const auto values = file.tables.find(table);
    if (values == file.tables.end()) continue;
    if (const auto found = values->second.find(key); found != values->second.end()) return found->second;
  }
  return std::nullopt;
}

/// As the command line would: CLI11 checks and converts.
void give(CLI::Option& option, const SettingValue& value) {
  // As where nobody says: affect config prints what is not set as "".
  if (value.texts.empty() || (value.texts.size() == 1 && value.texts.front().empty())) return;
  try {
    for (const std::string& text : value.texts) option.add_result(text);
    option.run_callback();
  } catch (const CLI::ParseError& error) {
    throw ConfigError(error.what(), value.place);
  }
}

}  // namespace

std::vector<CLI::Option*> settable_options(CommandLine& line) {
  std::vector<CLI::Option*> options = line.app().get_options();
  std::erase_if(options,
                [](const CLI::Option* option) { return option->get_positional() || !option->get_configurable(); });
  return options;
}

std::vector<std::string> variables_of(const std::string& verb, const CLI::Option& option) {
  const auto variable = [&](const std::string& words) {
    std::string name = "AFFECT_" + words + option_key(option);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char byte) { return std::toupper(byte); });
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
  };
  std::vector<std::string> names{variable(verb + "_")};
  if (is_common(option)) names.push_back(variable(""));
  return names;
}

void check_settings(const Engine& engine, const SettingsFile& file) {
  std::vector<std::string> verbs;
  for (const auto& verb : engine.components<Verb>()) verbs.push_back(verb.entry.name);
  for (const auto& [name, values] : file.tables) {
    const bool top = name.empty();
    if (!top && std::find(verbs.begin(), verbs.end(), name) == verbs.end()) {
      throw ConfigError("no verb is called " + name, file.places.at(name), did_you_mean(name, verbs));
    }
    CommandLine line(engine, find_verb(engine, top ? verbs.front() : name));
    check_table(line, top, values);
  }
}

std::vector<Setting> apply_settings(CommandLine& line, const SettingsFile& file) {
  std::vector<Setting> settings;
  for (CLI::Option* option : settable_options(line)) {
    Setting setting{option, Setting::Origin::standard, {}};
    if (option->count() > 0) {
      setting.origin = Setting::Origin::command_line;
    } else if (auto value = from_environment(line.name(), *option)) {
      setting = {option, Setting::Origin::environment, *value};
      give(*option, *value);
    } else if (auto stored = from_file(file, line.name(), *option)) {
      setting = {option, Setting::Origin::file, *stored};
      give(*option, *stored);
    }
    settings.push_back(std::move(setting));
  }
  return settings;
}

std::vector<std::string> as_arguments(const std::vector<Setting>& settings) {
  std::vector<std::string> arguments;
  for (const Setting& setting : settings) {
    if (setting.origin != Setting::Origin::file && setting.origin != Setting::Origin::environment) continue;
    const std::string key = option_key(*setting.option);
    if (key == "quiet" || key == "color") continue;
    const std::string name = setting.option->get_name();
    for (const std::string& text : setting.value.texts) {
      if (is_flag(*setting.option)) {
        if (text == "true") arguments.push_back(name);
      } else {
        arguments.insert(arguments.end(), {name, text});
      }
    }
  }
  return arguments;
}

}  // namespace affect::cli
