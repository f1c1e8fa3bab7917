// Our own format: [category.NAME] with words, weights and the categories that it is part of.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/nearest_name.h"
#include "io/toml_keys.h"
#include "perceive/text/dictionary_builder.h"
#include "perceive/text/dictionary_readers.h"

namespace affect::perceive::text {
namespace {

class TomlReader {
 public:
  TomlReader(std::string file, Diagnostics& diagnostics) : file_(std::move(file)), builder_(diagnostics) {}

  std::shared_ptr<const Dictionary> read(const std::string& text, std::string name) {
    const toml::table root = io::parse_toml_input(text, file_, "is it TOML?");
    only(root, {"name", "language", "what", "category"});
    if (root.contains("name")) name = string(root, "name");
    const std::string language = root.contains("language") ? string(root, "language") : "";
    if (root.contains("what")) string(root, "what");
    const auto* categories = root["category"].as_table();
    if (categories == nullptr) {
      throw InputError("no category", {file_}, "write [category.NAME] and words = [\"happi*\"] below it");
    }
    for (const auto& [key, node] : *categories) {
      if (!node.is_table()) {
        throw InputError(fmt::format("category.{} is no table", key.str()), place(node.source()),
                         "write [category.NAME]");
      }
      builder_.category(key.str(), place(node.source()));
      names_.emplace_back(key.str());
    }
    for (const auto& [key, node] : *categories) category(key.str(), *node.as_table());
    return builder_.build(name, language, {file_});
  }

 private:
  Place place(const toml::source_region& source) const { return {file_, source.begin.line, source.begin.column}; }

  void only(const toml::table& table, const std::vector<std::string>& known) const {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      throw InputError(fmt::format("nothing is called {} here", key.str()), place(node.source()),
                       did_you_mean(key.str(), known));
    }
  }

  std::string string(const toml::table& table, std::string_view key) const {
    const toml::node& node = *table.get(key);
    if (!node.is_string()) throw InputError(fmt::format("{} is not a string", key), place(node.source()));
    return node.value_or(std::string());
  }

  template <class Use>
  void each_string(const toml::table& table, std::string_view key, Use use) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return;
    const auto* array = node->as_array();
    if (array == nullptr) {
      throw InputError(fmt::format("{} is no list", key), place(node->source()), "write [\"one\", \"two\"]");
    }
    for (const toml::node& item : *array) {
      if (!item.is_string()) throw InputError(fmt::format("{} holds what is not a string", key), place(item.source()));
      use(item.value_or(std::string()), place(item.source()));
    }
  }

  void category(std::string_view name, const toml::table& table) {
    only(table, {"what", "part_of", "words", "weights"});
    const auto number = builder_.category(name, place(table.source()));
    if (table.contains("what")) builder_.describe(number, string(table, "what"));
    each_string(table, "part_of", [&](const std::string& parent, const Place& where) {
      if (std::find(names_.begin(), names_.end(), parent) == names_.end()) {
        throw InputError(fmt::format("there is no category {}", parent), where, did_you_mean(parent, names_));
      }
      builder_.nest(number, builder_.category(parent, where));
    });
    each_string(table, "words",
                [&](const std::string& word, const Place& where) { builder_.add(word, number, std::nullopt, where); });
    const toml::node* weights = table.get("weights");
    if (weights == nullptr) return;
    if (!weights->is_table()) {
      throw InputError("weights is no table", place(weights->source()), "write weights = { \"happi*\" = 2.5 }");
    }
    for (const auto& [word, node] : *weights->as_table()) {
      const auto weight = node.value<double>();
      if (!weight || !std::isfinite(*weight) || std::abs(*weight) > kMaxWeight) {
        throw InputError(fmt::format("the weight of '{}' is no number", word.str()), place(node.source()));
      }
      builder_.add(word.str(), number, *weight, place(node.source()));
    }
  }

  static constexpr double kMaxWeight = 1e9;

  std::string file_;
  DictionaryBuilder builder_;
  std::vector<std::string> names_;  ///< of the categories
};

}  // namespace

std::shared_ptr<const Dictionary> read_toml_dictionary(io::LineReader& lines, const std::string& name,
                                                       Diagnostics& diagnostics) {
  std::string text;
  std::string_view chunk;
  while (lines.next_chunk(chunk)) text += chunk;
  return TomlReader(lines.name(), diagnostics).read(text, name);
}

}  // namespace affect::perceive::text
