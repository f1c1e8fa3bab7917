#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/checkup.h"
#include "core/megabytes.h"
#include "io/json_text.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

std::string checkup_line(std::string_view what, std::string_view value) {
  return fmt::format("{:<12}{}\n", what, report::printable_columns(value));
}

std::string model_line(const Checkup::Model& model) {
  if (model.condition.folder.empty()) {
    return fmt::format("{}: missing{}", model.name, model.is_fetched ? fmt::format(" ({})", model.remedy) : "");
  }
  return fmt::format("{}: {}, {}, {} ({})", model.name, megabytes(model.bytes), to_string(model.condition.state),
                     model.licence, model.condition.folder);
}

std::string model_folder_line(const Checkup& checkup) {
  if (checkup.model_folder.empty()) return "nowhere to fetch to (AFFECT_MODELS)";
  return fmt::format("fetched to {}", checkup.model_folder);
}

std::string data_line(const Checkup& checkup) {
  if (checkup.data_folder.empty()) return "none at hand (AFFECT_DATA)";
  return fmt::format("{} of {} sets in {}", checkup.sets_here.size(),
                     checkup.sets_here.size() + checkup.sets_missing.size(), checkup.data_folder);
}

std::string cache_line(const Checkup& checkup) {
  std::error_code unseen;
  if (!std::filesystem::is_directory(checkup.cache_folder, unseen)) return checkup.cache_folder + " (not there yet)";
  return fmt::format("{}, {}; may be removed", checkup.cache_folder, megabytes(checkup.cache_bytes));
}

}  // namespace

std::string checkup_as_text(const Checkup& checkup) {
  std::string text = checkup_line("program", checkup.program);
  text += checkup_line("system", checkup.system);
  text += checkup_line("processor", fmt::format("{}, {} threads", checkup.processor, checkup.threads));
  text += checkup_line("rooms", fmt::format("{}", fmt::join(checkup.rooms, ", ")));
  text += checkup_line("components", fmt::format("{} in the catalogue, {} data files compiled in", checkup.components,
                                                 checkup.data_files));
  text += checkup_line("results", fmt::format("{} files of measured figures", checkup.results));
  for (const auto& model : checkup.models) text += checkup_line("model", model_line(model));
  text += checkup_line("models", model_folder_line(checkup));
  text += checkup_line("data", data_line(checkup));
  text += checkup_line("cache", cache_line(checkup));
  text += checkup_line("settings", checkup.settings.empty() ? "none but the defaults" : checkup.settings);
  for (const auto& variable : checkup.variables) {
    text += checkup_line("variable", variable.name + (variable.remark.empty() ? "" : ": " + variable.remark));
  }
  for (const auto& program : checkup.programs) {
    text += checkup_line("program", fmt::format("{}: {} ({})", program.name,
                                                program.path.empty() ? "not found" : program.path, program.use));
  }
  text += "\nWhat to do next:\n";
  for (const std::string& line : checkup.next) text += "  " + report::printable_columns(line) + "\n";
  return text + "\nNothing leaves this machine.\n";
}

std::string checkup_as_json(const Checkup& checkup) {
  std::string text;
  io::JsonWriter json(text);
  json.open('{');
  json.text("program", checkup.program);
  json.text("system", checkup.system);
  json.text("processor", checkup.processor);
  json.integer("threads", checkup.threads);
  json.texts("rooms", checkup.rooms);
  json.integer("components", static_cast<std::int64_t>(checkup.components));
  json.integer("data_files", static_cast<std::int64_t>(checkup.data_files));
  json.integer("results", static_cast<std::int64_t>(checkup.results));
  json.key("models");
  json.open('[');
  for (const auto& model : checkup.models) {
    json.comma();
    json.open('{');
    json.text("name", model.name);
    json.text("task", model.task);
    json.text("licence", model.licence);
    json.text("folder", model.condition.folder);
    json.integer("bytes", static_cast<std::int64_t>(model.bytes));
    json.text("state", to_string(model.condition.state));
    json.raw("default", model.is_default ? "true" : "false");
    json.close('}');
  }
  json.close(']');
  json.text("model_folder", checkup.model_folder);
  json.text("data_folder", checkup.data_folder);
  json.texts("sets_here", checkup.sets_here);
  json.texts("sets_missing", checkup.sets_missing);
  json.text("cache_folder", checkup.cache_folder);
  json.integer("cache_bytes", static_cast<std::int64_t>(checkup.cache_bytes));
  json.text("settings", checkup.settings);
  json.key("variables");
  json.open('[');
  for (const auto& variable : checkup.variables) {
    json.comma();
    json.open('{');
    json.text("name", variable.name);
    json.text("remark", variable.remark);
    json.close('}');
  }
  json.close(']');
  json.key("programs");
  json.open('[');
  for (const auto& program : checkup.programs) {
    json.comma();
    json.open('{');
    json.text("name", program.name);
    json.text("use", program.use);
    json.text("path", program.path);
    json.close('}');
  }
  json.close(']');
  json.texts("next", checkup.next);
  json.close('}');
  return text + "\n";
}

}  // namespace affect::cli
