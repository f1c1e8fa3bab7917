/// A verb with the command line that it declares, and the options that every verb has.
///
///   CommandLine line(engine, find_verb(engine, "track"));
///   if (line.parse({"chat.txt", "--threads", "2"})) line.verb().run(...);
#pragma once
#include <memory>
#include <string>
#include <vector>

#include <CLI/App.hpp>

#include "cli/verb.h"

namespace affect::cli {

/// Throws ConfigError where there is no such verb.
const Component<Verb>& find_verb(const Engine& engine, const std::string& name);

class CommandLine {
 public:
  CommandLine(const Engine& engine, const Component<Verb>& component);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// False where only help is asked for. Throws ConfigError.
  bool parse(const std::vector<std::string>& arguments);

  const std::string& name() const { return name_; }
  Verb& verb() { return *verb_; }
  CLI::App& app() { return app_; }
  const CommonOptions& common() const { return common_; }

 private:
  void declare_common();
  /// What CLI11 calls unexpected, with the option that it may have been meant to be.
  [[noreturn]] void refuse_extras() const;

  std::string name_;
  std::unique_ptr<Verb> verb_;
  CommonOptions common_;
  std::string colour_ = "auto";
  CLI::App app_;
};

/// Whether every verb has it.
bool is_common(const CLI::Option& option);
/// Given or not, without a value.
bool is_flag(const CLI::Option& option);
/// Its value names a file or a folder.
bool names_path(const CLI::Option& option);
/// "threads" of --threads, "FILE" of a positional.
std::string option_key(const CLI::Option& option);

}  // namespace affect::cli
