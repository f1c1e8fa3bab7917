#include "cli/settings_file.h"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "io/toml_keys.h"
#include "io/whole_text.h"

namespace affect::cli {
namespace {

constexpr const char* kSettingsHint = "lines such as threads = 2, and [track] before those of one verb";

std::string settings_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Place place_of(const toml::node& node, const std::string& path) { return {path, node.source().begin.line}; }

std::string text_of(const toml::node& node, const std::string& key, const std::string& path) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
  throw ConfigError(key + " is no text, number, true, false or list of texts", place_of(node, path), kSettingsHint);
}

SettingValue value_of(const toml::node& node, const std::string& key, const std::string& path) {
  SettingValue value{SettingValue::Kind::one, {}, place_of(node, path)};
  if (const auto* boolean = node.as_boolean()) {
    value.kind = SettingValue::Kind::yes_or_no;
    value.texts.emplace_back(boolean->get() ? "true" : "false");
  } else if (const auto* list = node.as_array()) {
    value.kind = SettingValue::Kind::list;
    for (const toml::node& item : *list) value.texts.push_back(text_of(item, key, path));
  } else {
    value.texts.push_back(text_of(node, key, path));
  }
  return value;
}

}  // namespace

std::string settings_path(const std::string& named) {
  if (!named.empty()) return named;
  if (auto path = settings_variable("AFFECT_CONFIG"); !path.empty()) return path;
  std::string folder = settings_variable("XDG_CONFIG_HOME");
  if (!folder.starts_with('/')) {
    const std::string home = settings_variable("HOME");
    if (!home.starts_with('/')) return {};
    folder = home + "/.config";
  }
  return folder + "/affect/config.toml";
}

SettingsFile read_settings_file(const std::string& named) {
  SettingsFile file{settings_path(named), {}, {}};
  const bool is_named = !named.empty() || !settings_variable("AFFECT_CONFIG").empty();
  std::error_code unseen;
  if (file.path.empty() || (!is_named && !std::filesystem::exists(file.path, unseen))) return {};
  const toml::table table = io::parse_toml_input(io::whole_text(file.path, kSettingsHint), file.path, kSettingsHint);
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (const auto* of_verb = node.as_table()) {
      file.places[name] = place_of(node, file.path);
      auto& values = file.tables[name];
      for (const auto& [option, value] : *of_verb) {
        values[std::string(option.str())] = value_of(value, std::string(option.str()), file.path);
      }
    } else {
      file.tables[""][name] = value_of(node, name, file.path);
    }
  }
  return file;
}

}  // namespace affect::cli
