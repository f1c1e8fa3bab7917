#include <algorithm>

#include <fmt/format.h>

#include "cli/program.h"
#include "cli/settings.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

/// A value of TOML, which is one of JSON too.
std::string literal(const std::string& text) {
  const std::string digits = text.substr(text.starts_with('-') ? 1 : 0);
  const bool whole = !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
  if (whole && (digits.front() != '0' || digits.size() == 1)) return text;
  double number = 0;
  const bool decimal = digits.find_first_not_of("0123456789.") == std::string::npos && digits.find('.') != digits.npos;
  if (decimal && CLI::detail::lexical_cast(text, number)) return fmt::format("{}", number);
  std::string quoted;
  io::append_string(quoted, text);
  return quoted;
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) {
    list += list.empty() ? "" : ", ";
    io::append_string(list, text);
  }
  return "[" + list + "]";
}

/// What it is where nobody says; CLI11 gives a list as "[a,b]".
std::vector<std::string> default_of(CLI::Option& option) {
  std::string text = option.capture_default_str()->get_default_str();
  if (option.get_items_expected_max() <= 1) return {text};
  if (text.starts_with('[')) text = text.substr(1, text.size() - 2);
  return text.empty() ? std::vector<std::string>{} : CLI::detail::split(text, ',');
}

std::string value_text(const Setting& setting) {
  CLI::Option& option = *setting.option;
  std::vector<std::string> texts = setting.value.texts;
  if (setting.origin == Setting::Origin::standard) texts = default_of(option);
  if (setting.origin == Setting::Origin::command_line) texts = option.results();
  if (option.get_items_expected_max() > 1) return list_of(texts);
  const std::string text = texts.empty() ? "" : texts.back();
  if (is_flag(option) && (text.empty() || text == "true" || text == "false")) return text == "true" ? "true" : "false";
  return literal(text);
}

std::string origin_text(const Setting& setting) {
  switch (setting.origin) {
    case Setting::Origin::standard:
      return "default";
    case Setting::Origin::file:
      return setting.value.place.to_string();
    case Setting::Origin::environment:
      return "environment " + setting.value.place.file;
    case Setting::Origin::command_line:
      return "command line";
  }
  return {};
}

void append_setting(const Setting& setting, bool origin, std::string& text) {
  const std::string line = fmt::format("{} = {}", option_key(*setting.option), value_text(setting));
  text += origin ? fmt::format("{:<40}  # {}\n", line, origin_text(setting)) : line + "\n";
}

std::string settings_as_toml(const std::vector<Setting>& settings, const std::string& verb, bool origins) {
  std::string text;
  for (const Setting& setting : settings) {
    if (is_common(*setting.option)) append_setting(setting, origins, text);
  }
  if (verb.empty()) return text;
  text += fmt::format("\n[{}]\n", verb);
  for (const Setting& setting : settings) {
    if (!is_common(*setting.option)) append_setting(setting, origins, text);
  }
  return text;
}

std::string settings_as_json(const std::vector<Setting>& settings, const std::string& file) {
  constexpr const char* kOrigins[] = {"default", "file", "environment", "command_line"};
  std::string text;
  io::JsonWriter json(text);
  json.open('{');
  json.text("file", file);
  json.key("options");
  json.open('[');
  for (const Setting& setting : settings) {
    json.comma();
    json.open('{');
    json.text("name", option_key(*setting.option));
    json.raw("value", value_text(setting));
    json.raw("common", is_common(*setting.option) ? "true" : "false");
    json.text("origin", kOrigins[static_cast<int>(setting.origin)]);
    if (setting.value.place.line > 0) {
      json.integer("line", static_cast<std::int64_t>(setting.value.place.line));
    } else if (!setting.value.place.file.empty()) {
      json.text("variable", setting.value.place.file);
    }
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return text + "\n";
}

class ConfigVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"config [VERB] [--show-origin] [--json] | --path",
            {"config", "config track --show-origin", "config track --zone Asia/Tokyo --json", "config --path"}};
  }
  bool reads_settings() const override { return false; }
  void declare(CLI::App& app) override {
    app_ = &app;
    app.add_option("VERB", verb_, "its options too; after it any of them, as on its own command line");
    app.add_flag("--show-origin", origins_, "where each value comes from")->configurable(false);
    app.add_flag("--path", path_, "the settings file, be it there or not")->configurable(false);
    app.add_flag("--json", json_, "JSON, with where each value comes from")->configurable(false);
    app.allow_extras();
  }
  void run(const Invocation& invocation) override {
    if (path_) return print(settings_path(invocation.common.config) + "\n");
    const Engine& engine = invocation.engine;
    const SettingsFile file = read_settings_file(invocation.common.config);
    check_settings(engine, file);
    const std::string name = verb_.empty() ? "config" : verb_;
    CommandLine line(engine, find_verb(engine, name));
    line.app().allow_extras(false);
    for (CLI::Option* option : line.app().get_options()) option->required(false);
    line.parse(its_words());
    const auto settings = apply_settings(line, file);
    print(json_ ? settings_as_json(settings, file.path) : settings_as_toml(settings, verb_, origins_));
  }

 private:
  /// What this command line gave for the other: the words that are not its own, and the options that every verb has.
  std::vector<std::string> its_words() const {
    std::vector<std::string> words;
    for (CLI::Option* option : app_->get_options()) {
      if (!is_common(*option) || !option->get_configurable()) continue;
      for (const std::string& text : option->results()) words.push_back(option->get_name() + "=" + text);
    }
    const auto extras = app_->remaining();
    words.insert(words.end(), extras.begin(), extras.end());
    return words;
  }

  CLI::App* app_ = nullptr;
  std::string verb_;
  bool origins_ = false, path_ = false, json_ = false;
};

}  // namespace

void register_config(Engine& engine) {
  engine.add<Verb>(verb_entry("config", "the value of every option and where it comes from"),
                   [](const Engine&, const Options&) { return std::make_unique<ConfigVerb>(); });
}

}  // namespace affect::cli
