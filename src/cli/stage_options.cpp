#include "cli/stage_options.h"

#include <algorithm>
#include <array>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/component.h"
#include "cli/input_options.h"

namespace affect::cli {
namespace {

/// The option of perceivers that says how long rows are held back.
constexpr std::string_view kRowsPerChunk = "rows_per_chunk";

constexpr std::array<std::string_view, 3> kOfPages{"arcs", "dyads", "dynamics"};

bool is_of_pages(const CatalogueEntry& entry) {
  return std::find(kOfPages.begin(), kOfPages.end(), entry.name) != kOfPages.end();
}

bool understands(const CatalogueEntry& entry) { return entry.room.starts_with("understand/"); }

}  // namespace

void StageOptions::declare(CLI::App& app) {
  app.add_option("--set", settings_, "tell a component something (affect components)")
      ->type_name("COMPONENT.OPTION=VALUE")
      ->allow_extra_args(false);
  const auto list = [&](const char* option, std::vector<std::string>& names, const char* what) {
    app.add_option(option, names, what)->type_name("NAME")->delimiter(',')->allow_extra_args(false);
  };
  list("--with", with_, "run this component too");
  list("--without", without_, "do not run this component");
}

std::vector<std::string> StageOptions::chosen(const Engine& engine) const {
  const auto in_rooms = [&](const CatalogueEntry& entry) {
    return std::any_of(rooms_.begin(), rooms_.end(), [&](const auto& room) { return entry.room.starts_with(room); });
  };
  const auto named = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const std::string& name : with_) {
    const CatalogueEntry& entry = engine.find<Stage>(name).entry;
    if (live_ && understands(entry) && !entry.causal) {
      throw ConfigError(fmt::format("--with {}: needs the whole episode", name), {}, "leave out --live");
    }
  }
  std::vector<std::string> stages, standard;
  for (const auto& component : engine.components<Stage>()) {
    const CatalogueEntry& entry = component.entry;
    const bool runs = live_ && understands(entry) ? entry.causal : entry.by_default || (page_ && is_of_pages(entry));
    const bool chosen = (runs && in_rooms(entry)) || named(with_, entry.name);
    if (chosen) standard.push_back(entry.name);
    if (chosen && !named(without_, entry.name)) stages.push_back(entry.name);
  }
  // What is asked for may build on what runs anyway: hints of causes look at turning points.
  std::stable_partition(stages.begin(), stages.end(), [&](const std::string& name) {
    const CatalogueEntry& entry = engine.find<Stage>(name).entry;
    return entry.by_default || !understands(entry);
  });
  for (const std::string& name : without_) {
    if (!named(standard, name)) {
      throw ConfigError(fmt::format("--without {}: does not run here anyway", name), {},
                        fmt::format("one of: {}", fmt::join(standard, ", ")));
    }
  }
  return stages;
}

std::map<std::string, std::map<std::string, std::string>> StageOptions::settings(
    const Engine& engine, const std::vector<std::string>& stages) const {
  std::map<std::string, std::map<std::string, std::string>> options;
  for (const std::string& name : stages) {
    const auto& specs = engine.find<Stage>(name).entry.options;
    const bool in_chunks =
        std::any_of(specs.begin(), specs.end(), [](const OptionSpec& spec) { return spec.name == kRowsPerChunk; });
    if (live_ && in_chunks) options[name][std::string(kRowsPerChunk)] = "1";
  }
  for (const std::string& setting : settings_) {
    const auto [name, value] = halves(setting, "--set", "COMPONENT.OPTION=VALUE");
    const std::size_t dot = name.find('.');
    const std::string component = name.substr(0, dot);
    if (dot == std::string::npos || std::find(stages.begin(), stages.end(), component) == stages.end()) {
      throw ConfigError(fmt::format("--set {}: {} is not a component that runs here", setting, component), {},
                        fmt::format("one of: {}", fmt::join(stages, ", ")));
    }
    options[component][name.substr(dot + 1)] = value;
  }
  return options;
}

}  // namespace affect::cli
