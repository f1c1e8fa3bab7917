#include "cli/models_page.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/text_columns.h"
#include "core/megabytes.h"
#include "io/json_text.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

using model::ModelEntry;
using model::ModelFile;
using model::ModelPackage;
using model::ModelState;

std::string source_of(const ModelEntry& entry) {
  if (!entry.is_fetched()) return "comes with the program";
  const ModelPackage& first = entry.packages.front();
  const std::string more = entry.packages.size() > 1 ? fmt::format(" and {} more", entry.packages.size() - 1) : "";
  return fmt::format("{} {}{} ({})", first.name, first.version, more, first.registry);
}

void write_files(io::JsonWriter& json, const ModelEntry& entry) {
  json.key("files");
  json.open('[');
  for (const ModelFile& file : entry.files) {
    json.comma();
    json.open('{');
    json.text("name", file.name);
    json.integer("bytes", static_cast<std::int64_t>(file.bytes));
    json.text("sha256", file.sha256);
    json.close('}');
  }
  json.close(']');
}

void write_packages(io::JsonWriter& json, const ModelEntry& entry) {
  json.key("packages");
  json.open('[');
  for (const ModelPackage& package : entry.packages) {
    json.comma();
    json.open('{');
    json.text("registry", package.registry);
    json.text("name", package.name);
    json.text("version", package.version);
    json.text("file", package.file);
    json.integer("bytes", static_cast<std::int64_t>(package.bytes));
    json.text("sha256", package.sha256);
    json.close('}');
  }
  json.close(']');
}

}  // namespace

std::string models_table(const std::vector<SeenModel>& models) {
  std::vector<std::vector<std::string>> rows{{"model", "state", "download", "on disk", "default", "licence", "task"}};
  for (const auto& [entry, condition] : models) {
    rows.push_back({entry->name, std::string(to_string(condition.state)),
                    entry->is_fetched() ? megabytes(entry->download_bytes()) : "-", megabytes(entry->bytes()),
                    entry->is_default ? "yes" : "no", entry->licence, entry->task});
  }
  return text_columns(rows);
}

std::string models_in_full(const model::ModelStore& store, const std::vector<SeenModel>& models) {
  std::string text;
  for (const auto& [entry, condition] : models) {
    if (!text.empty()) text += "\n";
    const auto line = [&](std::string_view what, const std::string& value) {
      if (!value.empty()) text += fmt::format("{:<10}{}\n", what, report::printable(value));
    };
    line("model", entry->name);
    line("task", entry->task);
    line("licence", entry->licence);
    line("origin", entry->origin);
    line("made by", entry->command);
    line("scores", entry->scores);
    for (const auto& data : entry->data) line("trained", data.set);
    line("source", source_of(*entry));
    if (entry->is_fetched()) line("download", megabytes(entry->download_bytes()));
    line("on disk", megabytes(entry->bytes()));
    line("state", std::string(to_string(condition.state)));
    line("folder", condition.folder);
    for (const std::string& problem : condition.problems) line("problem", problem);
    const bool is_here = condition.state == ModelState::here;
    if (!is_here) line("mend", store.remedy(*entry));
  }
  return text;
}

std::string models_as_json(const model::ModelStore& store, const std::vector<SeenModel>& models) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const auto& [entry, condition] : models) {
    json.comma();
    json.open('{');
    json.text("name", entry->name);
    json.text("task", entry->task);
    json.text("licence", entry->licence);
    json.text("origin", entry->origin);
    json.raw("default", entry->is_default ? "true" : "false");
    json.integer("download_bytes", static_cast<std::int64_t>(entry->download_bytes()));
    json.integer("bytes", static_cast<std::int64_t>(entry->bytes()));
    json.text("state", to_string(condition.state));
    json.text("folder", condition.folder);
    json.texts("problems", condition.problems);
    json.text("remedy", condition.problems.empty() && !condition.folder.empty() ? "" : store.remedy(*entry));
    write_files(json, *entry);
    write_packages(json, *entry);
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

std::string checks_table(const std::vector<SeenModel>& models) {
  std::vector<std::vector<std::string>> rows{{"model", "state", "folder"}};
  for (const auto& [entry, condition] : models) {
    rows.push_back({entry->name, std::string(to_string(condition.state)), condition.folder});
    for (const std::string& problem : condition.problems) rows.push_back({"", problem, ""});
  }
  return text_columns(rows);
}

std::string download_plan(const std::vector<SeenModel>& models, const std::string& folder) {
  std::uint64_t download = 0, disk = 0;
  std::string text;
  for (const auto& [entry, condition] : models) {
    if (condition.state == ModelState::here || !entry->is_fetched()) continue;
    download += entry->download_bytes();
    disk += entry->bytes();
    text +=
        fmt::format("{}: {} from {}, {} on disk, weights under {}\n", entry->name, megabytes(entry->download_bytes()),
                    source_of(*entry), megabytes(entry->bytes()), entry->licence);
  }
  if (text.empty()) return text;
  return text + fmt::format("in all: {} to {}, {} on disk\n", megabytes(download), folder, megabytes(disk));
}

std::string paths_as_json(const std::vector<std::string>& paths) {
  std::string text;
  io::JsonWriter json(text);
  json.open('{');
  json.texts("paths", paths);
  json.close('}');
  return text + "\n";
}

std::string freed_as_text(const std::vector<std::pair<std::string, std::uint64_t>>& freed) {
  std::string text;
  for (const auto& [name, bytes] : freed) {
    text += bytes == 0 ? fmt::format("{}: nothing to remove\n", name)
                       : fmt::format("{}: removed, {} freed\n", name, megabytes(bytes));
  }
  return text;
}

std::string freed_as_json(const std::vector<std::pair<std::string, std::uint64_t>>& freed) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const auto& [name, bytes] : freed) {
    json.comma();
    json.open('{');
    json.text("name", name);
    json.integer("freed_bytes", static_cast<std::int64_t>(bytes));
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

}  // namespace affect::cli
