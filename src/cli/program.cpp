#include "cli/program.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "affect/affect.h"
#include "affect/error.h"
#include "affect/io/output.h"
#include "cli/verb.h"
#include "core/nearest_name.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

constexpr int kFailure = 1;
constexpr int kBadInput = 2;

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

 private:
  std::string synopsis_;
};

void declare_common(CLI::App& app, CommonOptions& common) {
  const auto group = "Everywhere";
  app.add_option("--threads", common.threads, "threads for all work together (1)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""))
      ->group(group);
  app.add_option("--seed", common.seed, "seed of every random decision (1)")->type_name("N")->group(group);
  app.add_option("--data-dir", common.data_dir, "folder whose files replace those compiled in")
      ->type_name("FOLDER")
      ->group(group);
  app.add_flag("--quiet,-q", common.quiet, "no warnings")->group(group);
  app.add_flag_callback(
         "--color", [&common] { common.colour = Colour::always; }, "colour, also into a pipe")
      ->group(group);
  app.add_flag_callback(
         "--no-color", [&common] { common.colour = Colour::never; }, "no colour")
      ->group(group);
}

void set_up(CLI::App& app, Verb& verb, CommonOptions& common) {
  const VerbHelp help = verb.help();
  app.formatter(std::make_shared<HelpFormatter>(help.synopsis));
  app.set_help_flag("--help,-h", "this page");
  verb.declare(app);
  declare_common(app, common);
  std::string footer = "Examples:";
  for (const std::string& example : help.examples) footer += "\n  affect " + example;
  app.footer(footer);
}

/// Every file below a folder, by its path from there.
std::map<std::string, std::string, std::less<>> read_data_dir(const std::string& folder) {
  std::map<std::string, std::string, std::less<>> data;
  if (folder.empty()) return data;
  std::error_code failed;
  std::filesystem::recursive_directory_iterator files(folder, failed);
  if (failed) throw ConfigError("--data-dir: " + failed.message(), {folder});
  for (const auto& entry : files) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    if (!file) throw IoError("cannot be read", {entry.path().string()});
    data[std::filesystem::relative(entry.path(), folder).generic_string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return data;
}

std::string typed(int count, char** arguments) {
  std::string command = "affect";
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    const bool plain = !argument.empty() && argument.find_first_of(" \t\n'\"\\$&|;<>()*?") == std::string_view::npos;
    command += plain ? fmt::format(" {}", argument) : fmt::format(" '{}'", argument);
  }
  return command;
}

const Component<Verb>& find_verb(const Engine& engine, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& verb : engine.components<Verb>()) {
    if (verb.entry.name == name) return verb;
    names.push_back(verb.entry.name);
  }
  if (std::filesystem::exists(name)) throw ConfigError(name + " is a file, not a verb", {}, "affect track " + name);
  throw ConfigError("no verb is called " + name, {}, did_you_mean(name, names));
}

void run_verb(const Engine& engine, int count, char** arguments) {
  const auto& component = find_verb(engine, arguments[1]);
  const auto verb = component.make(engine, {});
  CommonOptions common;
  CLI::App app(component.entry.what);
  set_up(app, *verb, common);
  try {
    app.parse(count - 1, arguments + 1);
  } catch (const CLI::CallForHelp&) {
    print(app.help());
    return;
  } catch (const CLI::ParseError& error) {
    throw ConfigError(error.what(), {}, "affect help " + component.entry.name);
  }
  Engine configured({.threads = common.threads, .seed = common.seed, .data = read_data_dir(common.data_dir)});
  register_all(configured);
  verb->run({configured, common, typed(count, arguments)});
}

void run(int count, char** arguments) {
  Engine engine;
  register_all(engine);
  const std::string_view first = count > 1 ? arguments[1] : "--help";
  if (first == "--help" || first == "-h") return print(start_page(engine));
  if (first == "--version") return print(program_version() + "\n");
  run_verb(engine, count, arguments);
}

int complain(std::string_view what, int code) {
  const std::string line = fmt::format("affect: {}\n", report::printable(what));
  std::fwrite(line.data(), 1, line.size(), stderr);
  return code;
}

}  // namespace

void print(std::string_view text) {
  const auto output = io::open_output("-");
  output->write(text);
  output->commit();
}

std::string program_version() { return "affect " AFFECT_VERSION; }

std::string start_page(const Engine& engine) {
  std::string text =
      "affect reads a conversation, a diary or a body signal and shows its emotional trajectory.\n\n"
      "  affect track chat.txt                 the trajectory, here\n"
      "  affect track call.srt -o report.html  a page of its own\n"
      "  affect help track                     all options\n\nVerbs:\n";
  for (const auto& verb : engine.components<Verb>()) {
    text += fmt::format("  {:<12}{}\n", verb.entry.name, verb.entry.what);
  }
  return text + "\nEverything stays on this machine. A screening aid, not a diagnosis.\n";
}

std::string help_page(const Engine& engine, std::string_view name) {
  const auto& component = find_verb(engine, std::string(name));
  const auto verb = component.make(engine, {});
  CommonOptions common;
  CLI::App app(component.entry.what);
  set_up(app, *verb, common);
  return app.help();
}

int run_program(int count, char** arguments) {
  try {
    run(count, arguments);
    return 0;
  } catch (const io::OutputClosed&) {
    return 0;
  } catch (const InputError& error) {
    return complain(error.what(), kBadInput);
  } catch (const ConfigError& error) {
    return complain(error.what(), kBadInput);
  } catch (const Error& error) {
    return complain(error.what(), kFailure);
  } catch (const std::bad_alloc&) {
    return complain("out of memory", kFailure);
  } catch (const std::exception& error) {
    return complain(error.what(), kFailure);
  }
}

}  // namespace affect::cli
