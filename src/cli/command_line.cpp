#include "cli/command_line.h"

#include <algorithm>
#include <filesystem>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <fmt/format.h>

#include "core/nearest_name.h"

namespace affect::cli {
namespace {

constexpr const char* kCommonGroup = "Everywhere";

/// CLI11's list of options under our own first line.
class HelpFormatter : public CLI::Formatter {
 public:
  explicit HelpFormatter(std::string synopsis) : synopsis_(std::move(synopsis)) {
    column_width(30);
    label("TEXT", "");  // a positional says by its name what it is
    label("REQUIRED", "");
  }
  std::string make_usage(const CLI::App* /*app*/, std::string /*name*/) const override {
    return "\nUsage: affect " + synopsis_ + "\n";
  }
  std::string make_option_name(const CLI::Option* option, bool positional) const override {
    std::string name = CLI::Formatter::make_option_name(option, positional);
    // "--color{always},--no-color{never}": what a flag stands for is no part of its name.
    for (auto open = name.find('{'); open != std::string::npos; open = name.find('{')) {
      name.erase(open, name.find('}', open) + 1 - open);
    }
    return name;
  }

 private:
  std::string synopsis_;
};

Colour colour_of(const std::string& when) {
  if (when == "always") return Colour::always;
  return when == "never" ? Colour::never : Colour::automatic;
}

}  // namespace

const Component<Verb>& find_verb(const Engine& engine, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& verb : engine.components<Verb>()) {
    if (verb.entry.name == name) return verb;
    names.push_back(verb.entry.name);
  }
  if (std::filesystem::exists(name)) throw ConfigError(name + " is a file, not a verb", {}, "affect track " + name);
  throw ConfigError("no verb is called " + name, {}, did_you_mean(name, names));
}

CommandLine::CommandLine(const Engine& engine, const Component<Verb>& component)
    : name_(component.entry.name), verb_(component.make(engine, {})), app_(component.entry.what) {
  const VerbHelp help = verb_->help();
  app_.formatter(std::make_shared<HelpFormatter>(help.synopsis));
  app_.set_help_flag("--help,-h", "this page")->configurable(false);
  verb_->declare(app_);
  declare_common();
  std::string footer = "Examples:";
  for (const Example& example : help.examples) footer += "\n  affect " + example.command;
  app_.footer(footer);
  // What is written is named where it is asked for, never by a setting.
  for (CLI::Option* option : app_.get_options()) {
    if (option->check_lname("output") || option->get_type_name().starts_with("OUT")) option->configurable(false);
  }
}

void CommandLine::declare_common() {
  const auto common = [](CLI::Option* option) { return option->group(kCommonGroup); };
  common(app_.add_option("--threads", common_.threads, "threads for all work together (1)"))
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""));
  common(app_.add_option("--seed", common_.seed, "seed of every random decision (1)"))->type_name("N");
  common(app_.add_option("--data-dir", common_.data_dir, "folder whose files replace those compiled in"))
      ->type_name("FOLDER");
  common(app_.add_option("--config", common_.config, "settings file, in place of the user's (affect config --path)"))
      ->type_name("FILE")
      ->configurable(false);
  common(app_.add_flag("--quiet,-q", common_.quiet, "no warnings"));
  common(app_.add_flag("--color{always},--no-color{never}", colour_, "colour, also into a pipe; always, never or auto"))
      ->option_text("[=WHEN]")
      ->default_str(colour_)
      ->check(CLI::IsMember({"always", "never", "auto"}).description(""))
      ->each([this](const std::string& when) { common_.colour = colour_of(when); });
}

bool CommandLine::parse(const std::vector<std::string>& arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 takes them
  try {
    app_.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return false;
  } catch (const CLI::ExtrasError&) {
    refuse_extras();
  } catch (const CLI::ParseError& error) {
    throw ConfigError(error.what(), {}, "affect help " + name_);
  }
  return true;
}

void CommandLine::refuse_extras() const {
  const std::vector<std::string> extras = app_.remaining();
  const auto is_option = [](const std::string& extra) { return extra.size() > 1 && extra.front() == '-'; };
  const auto option = std::find_if(extras.begin(), extras.end(), is_option);
  if (option == extras.end()) {
    throw ConfigError(fmt::format("affect {} takes no {} here", name_, extras.front()), {}, "affect help " + name_);
  }
  const std::string typed = option->substr(0, option->find('='));
  std::vector<std::string> known;
  for (const CLI::Option* each : app_.get_options()) {
    for (const std::string& name : each->get_lnames()) known.push_back("--" + name);
  }
  const std::string nearest = did_you_mean(typed, known);
  throw ConfigError(fmt::format("affect {} has no option {}", name_, typed), {},
                    nearest.starts_with("did") ? nearest : "affect help " + name_);
}

bool is_common(const CLI::Option& option) { return option.get_group() == kCommonGroup; }

bool is_flag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

bool names_path(const CLI::Option& option) {
  const std::string what = option.get_positional() ? option.get_name(true) : option.get_type_name();
  const auto has = [&](const char* part) { return what.find(part) != std::string::npos; };
  return has("FILE") || has("FOLDER") || has("OUT") || has(".csv") || option.check_lname("output");
}

std::string option_key(const CLI::Option& option) {
  if (!option.get_lnames().empty()) return option.get_lnames().front();
  return option.get_snames().empty() ? option.get_name(true) : option.get_snames().front();
}

}  // namespace affect::cli
