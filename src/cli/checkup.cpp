#include "cli/checkup.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "affect/evaluate/results.h"
#include "affect/io/datasets/dataset.h"
#include "cli/command_line.h"
#include "cli/learn_program.h"
#include "cli/places.h"
#include "cli/program.h"
#include "cli/settings.h"
#include "core/nearest_name.h"

namespace affect::cli {
namespace {

namespace fs = std::filesystem;

/// Below the cache lie whole builds: enough is counted to say how much room it takes.
constexpr std::size_t kMostFilesCounted = 200'000;

std::uint64_t bytes_below(const std::string& folder) {
  std::uint64_t bytes = 0;
  std::error_code failed;
  std::size_t files = 0;
  fs::recursive_directory_iterator each(folder, fs::directory_options::skip_permission_denied, failed);
  for (; !failed && each != fs::end(each) && files < kMostFilesCounted; each.increment(failed), ++files) {
    std::error_code unseen;
    if (const auto size = each->is_regular_file(unseen) ? each->file_size(unseen) : 0; !unseen) bytes += size;
  }
  return bytes;
}

/// Variables of ours that no option of a verb is.
const std::set<std::string>& other_variables() {
  static const std::set<std::string> kNames{"AFFECT_CACHE", "AFFECT_CONFIG", "AFFECT_DATA",   "AFFECT_MODELS",
                                            "AFFECT_PEERS", "AFFECT_YES",    "AFFECT_REQUIRE"};
  return kNames;
}

std::vector<Checkup::Variable> variables_here(const Engine& engine) {
  std::set<std::string> known = other_variables();
  for (const auto& verb : engine.components<Verb>()) {
    CommandLine line(engine, verb);
    for (const CLI::Option* option : settable_options(line)) {
      for (const std::string& name : variables_of(verb.entry.name, *option)) known.insert(name);
    }
  }
  std::vector<Checkup::Variable> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string name(text.substr(0, text.find('=')));
    if (!name.starts_with("AFFECT_")) continue;
    variables.push_back({name, ""});
    if (known.contains(name)) continue;
    const std::string nearest = did_you_mean(name, {known.begin(), known.end()});
    variables.back().remark = "nothing reads it" + (nearest.starts_with("did") ? "; " + nearest : "");
  }
  std::sort(variables.begin(), variables.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return variables;
}

std::vector<Checkup::OptionalProgram> programs_here() {
  std::vector<Checkup::OptionalProgram> programs{
      {"rsvg-convert", "figures as PNG", ""},
      {"inkscape", "figures as PNG", ""},
      {"chromium", "opens reports", ""},
      {"firefox", "opens reports", ""},
      {"Rscript", "runs what affect export --for r writes", ""},
      {"python3", "runs what affect export --for pandas writes; tells affect models which index pip uses", ""},
      {"curl", "downloads models", ""},
      {"affect-learn", "trains nets", ""}};
  for (auto& program : programs)
    program.path = program.name == "affect-learn" ? find_learn_program() : find_program(program.name);
  return programs;
}

void find_models(const Engine& engine, Checkup& checkup) {
  const auto store = model::ModelStore::here(engine);
  if (store.has_own_folder()) checkup.model_folder = store.own_folder();
  for (const model::ModelEntry& entry : store.models()) {
    // What is fetched was hashed when it came, and may be gigabytes.
    const auto condition = entry.is_fetched() ? store.look(entry) : store.verify(entry);
    if (entry.is_default && condition.state == model::ModelState::missing) {
      checkup.default_download += entry.download_bytes();
    }
    checkup.models.push_back({.name = entry.name,
                              .task = entry.task,
                              .licence = entry.licence,
                              .bytes = entry.bytes(),
                              .condition = condition,
                              .is_fetched = entry.is_fetched(),
                              .is_default = entry.is_default,
                              .remedy = store.remedy(entry)});
  }
}

void find_sets(const Engine& engine, Checkup& checkup) {
  try {
    checkup.data_folder = data_folder();
  } catch (const ConfigError&) {
    return;
  }
  for (const auto& part : engine.components<io::Dataset>()) {
    const auto set = engine.make<io::Dataset>(part.entry.name);
    const bool here = io::missing_files(set->info(), checkup.data_folder).empty();
    (here ? checkup.sets_here : checkup.sets_missing).push_back(part.entry.name);
  }
}

/// Whether a program for that use is here.
bool has_program_for(const Checkup& checkup, std::string_view use) {
  return std::any_of(checkup.programs.begin(), checkup.programs.end(),
                     [&](const auto& program) { return program.use == use && !program.path.empty(); });
}

std::vector<std::string> what_next(const Checkup& checkup) {
  std::vector<std::string> next{"affect track FILE                  a conversation, a diary, a signal: its trajectory",
                                "affect doctor FILE                 what is kept of it, what is skipped and why"};
  for (const auto& model : checkup.models) {
    const auto state = model.condition.state;
    if (state == model::ModelState::differs) {
      next.push_back(fmt::format("{}: {} is not what its manifest says", model.remedy, model.name));
    } else if (state == model::ModelState::missing && !model.is_fetched) {
      next.push_back(fmt::format("{}: {} is missing", model.remedy, model.name));
    }
  }
  if (checkup.default_download > 0) {
    next.push_back(fmt::format("affect models fetch --default      models for texts, {:.1f} MB; the lexicon needs none",
                               static_cast<double>(checkup.default_download) / 1e6));
  }
  if (checkup.data_folder.empty()) {
    next.push_back(
        "AFFECT_DATA=FOLDER affect data list  published data sets, to measure with; nothing else needs them");
  }
  if (!has_program_for(checkup, "figures as PNG")) {
    next.push_back("apt-get install librsvg2-bin       figures as PNG too");
  }
  if (checkup.settings.empty()) next.push_back("affect config --path               where settings of yours would lie");
  for (const auto& variable : checkup.variables) {
    if (!variable.remark.empty()) next.push_back(fmt::format("unset {}: {}", variable.name, variable.remark));
  }
  next.push_back("source <(affect completion bash)   verbs, options and names at the TAB key");
  return next;
}

}  // namespace

Checkup check_up(const Engine& engine, const std::string& config) {
  Checkup checkup;
  utsname system{};
  uname(&system);
  checkup.program = program_version();
  checkup.system = fmt::format("{} {}, {}", system.sysname, system.release, system.machine);
  checkup.processor = evaluate::cpu_name();
  checkup.threads = std::thread::hardware_concurrency();
  for (const CatalogueEntry& entry : engine.catalogue()) {
    const auto known = std::find(checkup.rooms.begin(), checkup.rooms.end(), entry.room);
    if (known == checkup.rooms.end()) checkup.rooms.push_back(entry.room);
  }
  checkup.components = engine.catalogue().size();
  checkup.data_files = engine.data_names("").size();
  checkup.results = engine.data_names("results/").size();
  find_models(engine, checkup);
  find_sets(engine, checkup);
  checkup.cache_folder = cache_folder();
  checkup.cache_bytes = bytes_below(checkup.cache_folder);
  checkup.settings = read_settings_file(config).path;
  checkup.variables = variables_here(engine);
  checkup.programs = programs_here();
  checkup.next = what_next(checkup);
  return checkup;
}

}  // namespace affect::cli
