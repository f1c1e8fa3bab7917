#include <cstdlib>
#include <filesystem>
#include <thread>

#include <CLI/App.hpp>
#include <fmt/format.h>
#include <sys/utsname.h>

#include "affect/evaluate/results.h"
#include "cli/account.h"
#include "cli/input_options.h"
#include "cli/program.h"
#include "cli/verb.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

std::string environment_or(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

std::string folder_line(const std::string& what, const std::string& path) {
  std::error_code ignored;
  const bool there = !path.empty() && std::filesystem::is_directory(path, ignored);
  return fmt::format("{:<12}{}{}\n", what, path.empty() ? "not set" : report::printable(path),
                     path.empty() || there ? "" : " (no such folder)");
}

std::string machine(const Engine& engine) {
  utsname system{};
  uname(&system);
  std::string rooms;
  for (const CatalogueEntry& entry : engine.catalogue()) {
    if (rooms.find(entry.room) == std::string::npos) rooms += (rooms.empty() ? "" : ", ") + entry.room;
  }
  std::string text;
  text += fmt::format("{:<12}{}\n", "program", program_version());
  text += fmt::format("{:<12}{} {}, {}\n", "system", system.sysname, system.release, system.machine);
  text += fmt::format("{:<12}{}, {} threads\n", "processor", evaluate::cpu_name(), std::thread::hardware_concurrency());
  text += fmt::format("{:<12}{}\n", "rooms", rooms);
  text += fmt::format("{:<12}{} in the catalogue, {} data files compiled in\n", "components", engine.catalogue().size(),
                      engine.data_names("").size());
  text += fmt::format("{:<12}{} files of measured figures\n", "results", engine.data_names("results/").size());
  text += folder_line("AFFECT_DATA", environment_or("AFFECT_DATA", ""));
  const std::string caches = environment_or("XDG_CACHE_HOME", environment_or("HOME", "") + "/.cache");
  text += folder_line("cache", environment_or("AFFECT_CACHE", caches + "/affect"));
  text += "\nNothing leaves this machine. To check a file of yours: affect doctor FILE\n";
  return text;
}

class DoctorVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"doctor [FILE]", {"doctor", "doctor chat.txt", "doctor export/ --zone Europe/Berlin"}};
  }
  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "a file or folder to examine: what is kept, what is skipped and why")->type_name("");
    app.add_flag("--redact", redact_, "pseudonyms for the file and its speakers");
    input_.declare(app);
    app.add_flag("--keep-going", keep_going_, "examine past what cannot be read, as is always done here");
  }
  void run(const Invocation& invocation) override {
    if (file_.empty()) return print(machine(invocation.engine));
    input_.prepare();
    const Account account = examine(invocation.engine);
    print(account.text);
    if (!account.balances) {
      throw Error("what was kept, skipped and rejected is not what was read", {redact_ ? std::string() : file_},
                  "this is a bug of the program, not of the file: please report it");
    }
  }

 private:
  Account examine(const Engine& engine) const {
    if (!redact_) return account_for(engine, file_, input_, nullptr);
    Privacy privacy({}, {});
    try {
      return account_for(engine, file_, input_, &privacy);
    } catch (const Error& error) {
      privacy.rethrow(error);
    }
  }

  InputOptions input_;
  std::string file_;
  bool redact_ = false, keep_going_ = true;
};

}  // namespace

void register_doctor(Engine& engine) {
  engine.add<Verb>(verb_entry("doctor", "what is built and found here; with a FILE, what is kept of it and why"),
                   [](const Engine&, const Options&) { return std::make_unique<DoctorVerb>(); });
}

}  // namespace affect::cli
