#include "cli/program.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>

#include <fmt/format.h>

#include "affect/affect.h"
#include "affect/error.h"
#include "affect/io/output.h"
#include "cli/settings.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

constexpr int kFailure = 1;
constexpr int kBadInput = 2;

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

std::string as_typed(const std::vector<std::string>& words) {
  std::string command = "affect";
  for (const std::string& word : words) {
    const bool plain = !word.empty() && word.find_first_of(" \t\n'\"\\$&|;<>()*?") == std::string::npos;
    command += plain ? fmt::format(" {}", word) : fmt::format(" '{}'", word);
  }
  return command;
}

void run_verb(const Engine& engine, const std::string& name, const std::vector<std::string>& arguments) {
  CommandLine line(engine, find_verb(engine, name));
  if (!line.parse(arguments)) return print(line.app().help());
  // The command as if every setting had been typed: what a report says of itself can be run elsewhere.
  std::vector<std::string> words{name};
  if (line.verb().reads_settings()) {
    const SettingsFile file = read_settings_file(line.common().config);
    check_settings(engine, file);
    const auto given = as_arguments(apply_settings(line, file));
    words.insert(words.end(), given.begin(), given.end());
  }
  words.insert(words.end(), arguments.begin(), arguments.end());
  const CommonOptions& common = line.common();
  Engine configured({.threads = common.threads, .seed = common.seed, .data = read_data_dir(common.data_dir)});
  register_all(configured);
  line.verb().run({configured, common, as_typed(words)});
}

void run(int count, char** arguments) {
  Engine engine;
  register_all(engine);
  const std::string first = count > 1 ? arguments[1] : "--help";
  if (first == "--help" || first == "-h") return print(start_page(engine));
  if (first == "--version") return print(program_version() + "\n");
  run_verb(engine, first, std::vector<std::string>(arguments + 2, arguments + count));
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

std::string release_date() { return AFFECT_RELEASE_DATE; }

std::string start_page(const Engine& engine) {
  std::string text =
      "affect reads a conversation, a diary or a body signal and shows its emotional trajectory.\n\n"
      "  affect track chat.txt                 the trajectory, here\n"
      "  affect track call.srt -o report.html  a page of its own\n"
      "  affect help track                     all options\n"
      "  affect help exit-codes                and environment, files: what holds for every verb\n\nVerbs:\n";
  for (const auto& verb : engine.components<Verb>()) {
    text += fmt::format("  {:<12}{}\n", verb.entry.name, verb.entry.what);
  }
  return text + "\nEverything stays on this machine. A screening aid, not a diagnosis.\n";
}

std::string help_page(const Engine& engine, std::string_view name) {
  return CommandLine(engine, find_verb(engine, std::string(name))).app().help();
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
