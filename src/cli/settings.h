/// Where each option of a verb gets its value: the command line, else the environment, else the settings file, else the
/// default.
///
/// A variable is AFFECT_<VERB>_<OPTION>, of options that every verb has AFFECT_<OPTION> too; a list has commas. What
/// names an output, and what is no option, stands on the command line alone.
#pragma once
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/settings_file.h"

namespace affect::cli {

struct Setting {
  enum class Origin { standard, file, environment, command_line };
  CLI::Option* option = nullptr;  ///< of the CommandLine
  Origin origin = Origin::standard;
  SettingValue value;  ///< of a file or the environment
};

/// Which options settings may give, in the order of the help.
std::vector<CLI::Option*> settable_options(CommandLine& line);
/// The variables that give an option, the stronger first.
std::vector<std::string> variables_of(const std::string& verb, const CLI::Option& option);

/// Every table and key is one that a verb has, with a value of its kind. Throws ConfigError with line and remedy.
void check_settings(const Engine& engine, const SettingsFile& file);
/// After CommandLine::parse(): gives each option that is not on the command line its value. Throws ConfigError.
std::vector<Setting> apply_settings(CommandLine& line, const SettingsFile& file);

/// The words that would say the same on a command line, without those that change no result: {"--zone", "Asia/Tokyo"}.
std::vector<std::string> as_arguments(const std::vector<Setting>& settings);

}  // namespace affect::cli
