#include "affect/engine.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "core/embedded_data.h"
#include "core/nearest_name.h"

namespace affect {

std::string_view Engine::data(std::string_view name) const {
  if (const auto found = configuration_.data.find(name); found != configuration_.data.end()) return found->second;
  for (const auto& file : embedded_files()) {
    if (name == file.name) return {file.begin, static_cast<std::size_t>(file.end - file.begin)};
  }
  throw ConfigError(fmt::format("there is no data file {}", name), {}, did_you_mean(name, data_names("")));
}

std::vector<std::string> Engine::data_names(std::string_view folder) const {
  std::vector<std::string> names;
  for (const auto& file : embedded_files()) {
    if (std::string_view(file.name).starts_with(folder)) names.emplace_back(file.name);
  }
  for (const auto& [name, content] : configuration_.data) {
    if (name.starts_with(folder)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool Engine::has(std::string_view name, std::string_view rooms) const {
  return std::any_of(catalogue_.begin(), catalogue_.end(),
                     [&](const CatalogueEntry& entry) { return entry.name == name && entry.room.starts_with(rooms); });
}

void Engine::catalogue_add(const CatalogueEntry& entry) {
  const bool known = std::any_of(catalogue_.begin(), catalogue_.end(), [&](const auto& other) {
    return other.room == entry.room && other.name == entry.name;
  });
  if (!known) catalogue_.push_back(entry);
}

ConfigError Engine::unknown_name(std::string_view name, const std::vector<std::string>& known) {
  return ConfigError(fmt::format("nothing is called {}", name), {}, did_you_mean(name, known));
}

}  // namespace affect
