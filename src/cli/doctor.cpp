#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <thread>

#include <CLI/App.hpp>
#include <fmt/format.h>
#include <sys/utsname.h>

#include "affect/evaluate/results.h"
#include "affect/io/reader.h"
#include "affect/io/redactor.h"
#include "cli/privacy.h"
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

/// Counts what a reader makes of a file.
class Census : public RecordSink {
 public:
  void accept(Record&& record) override {
    if (const auto* turn = std::get_if<Turn>(&record.body)) {
      ++(turn->event.empty() ? spoken : events);
      if (turn->event.empty()) ++by_speaker[turn->speaker];
    } else if (const auto* series = std::get_if<Series>(&record.body)) {
      samples += series->size();
    } else if (const auto* media = std::get_if<Media>(&record.body)) {
      format = media->format;
    } else if (std::holds_alternative<EpisodeInfo>(record.body)) {
      ++episodes;
    } else if (!std::holds_alternative<End>(record.body)) {
      ++others;
    }
  }

  std::size_t episodes = 0, spoken = 0, events = 0, samples = 0, others = 0;
  std::map<std::string, std::size_t> by_speaker;
  std::string format;
};

std::string row(std::size_t count, std::string_view what) { return fmt::format("{:>9}  {}\n", count, what); }

std::string kept(const Census& census) {
  std::string text = "kept\n";
  text += row(census.spoken, "turns with text");
  if (census.events > 0) text += row(census.events, "media, system and deleted lines");
  if (census.samples > 0) text += row(census.samples, "samples of signals");
  if (census.others > 0) text += row(census.others, "other records");
  return text;
}

std::string skipped(const Diagnostics& diagnostics, std::size_t rejected,
                    const std::map<std::string, std::size_t>& why) {
  std::string text = "skipped\n";
  for (const auto& [what, count] : why) text += row(count, report::printable(what));
  if (rejected == 0) text += row(0, "nothing");
  std::string noted;
  for (const Diagnostic& kind : diagnostics.kinds()) {
    if (kind.code == "rejected") continue;
    noted += row(kind.count, report::printable(fmt::format("{} (first at {})", kind.message, kind.place.to_string())));
  }
  return noted.empty() ? text : text + "noted\n" + noted;
}

std::string speakers(const Census& census) {
  constexpr std::size_t kMost = 12;
  std::string text = "speakers\n";
  std::size_t listed = 0;
  for (const auto& [name, count] : census.by_speaker) {
    if (listed++ == kMost) return text + fmt::format("           and {} more\n", census.by_speaker.size() - kMost);
    text += row(count, name.empty() ? "(nobody named)" : report::printable(name));
  }
  return census.by_speaker.empty() ? "" : text;
}

std::string examine(const Engine& engine, const std::string& path, const std::string& format, Privacy* privacy) {
  Census census;
  std::optional<io::Redactor> redactor;
  if (privacy != nullptr) redactor.emplace(privacy->redaction(), census);
  Diagnostics diagnostics;
  std::map<std::string, std::size_t> why;
  std::size_t rejected = 0;
  const io::ReadContext context{.diagnostics = diagnostics,
                                .reject =
                                    [&](const io::Reject& reject) {
                                      ++rejected;
                                      ++why[privacy == nullptr ? reject.what : privacy->cover(reject).what];
                                    },
                                .format = format};
  io::read_path(engine, path, context, redactor ? static_cast<RecordSink&>(*redactor) : census);
  if (redactor) redactor->close();
  if (privacy != nullptr) diagnostics = privacy->cover(diagnostics);
  const std::size_t whole = census.spoken + census.events + census.samples + census.others + rejected;
  return fmt::format("{}: {}, {} episode{}, {} pieces\n",
                     report::printable(privacy == nullptr ? path : privacy->redaction().file(path)),
                     census.format.empty() ? "records" : report::printable(census.format), census.episodes,
                     census.episodes == 1 ? "" : "s", whole) +
         kept(census) + skipped(diagnostics, rejected, why) + speakers(census);
}

class DoctorVerb : public Verb {
 public:
  VerbHelp help() const override { return {"doctor [FILE]", {"doctor", "doctor chat.txt"}}; }
  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "a file to examine: what is kept, what is skipped and why");
    app.add_option("--format", format_, "reader to use instead of the one found (affect formats)")->type_name("NAME");
    app.add_flag("--redact", redact_, "pseudonyms for the file and its speakers");
  }
  void run(const Invocation& invocation) override {
    if (file_.empty()) return print(machine(invocation.engine));
    if (!redact_) return print(examine(invocation.engine, file_, format_, nullptr));
    Privacy privacy({}, {});
    try {
      print(examine(invocation.engine, file_, format_, &privacy));
    } catch (const Error& error) {
      privacy.rethrow(error);
    }
  }

 private:
  std::string file_, format_;
  bool redact_ = false;
};

}  // namespace

void register_doctor(Engine& engine) {
  engine.add<Verb>(verb_entry("doctor", "what is built and found here; with a FILE, what is kept of it and why"),
                   [](const Engine&, const Options&) { return std::make_unique<DoctorVerb>(); });
}

}  // namespace affect::cli
