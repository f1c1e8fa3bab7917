#include "io/toml_keys.h"

#include <algorithm>

#include <fmt/core.h>

#include "core/nearest_name.h"

namespace affect::io {

namespace {

struct TomlFault {
  std::string message;
  Place place;
};

toml::table parse_any(std::string_view text, const std::string& file) {
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    throw TomlFault{std::string(error.description()), {file, begin.line, begin.column}};
  }
}

}  // namespace

toml::table parse_toml(std::string_view text, const std::string& file) {
  try {
    return parse_any(text, file);
  } catch (const TomlFault& fault) {
    throw ConfigError(fault.message, fault.place);
  }
}

toml::table parse_toml_input(std::string_view text, const std::string& file, const std::string& hint) {
  try {
    return parse_any(text, file);
  } catch (const TomlFault& fault) {
    throw InputError(fault.message, fault.place, hint);
  }
}

std::string TomlKeys::text(std::string_view key) {
  std::string value = optional_text(key);
  if (value.empty()) throw error(fmt::format("\"{}\" is missing or empty", key), table_.get(key));
  return value;
}

std::string TomlKeys::optional_text(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return {};
  if (const auto value = node->value<std::string>()) return *value;
  throw error(fmt::format("\"{}\" is not a string", key), node);
}

double TomlKeys::number(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) throw error(fmt::format("\"{}\" is missing", key), nullptr);
  if (node->is_number()) return *node->value<double>();
  throw error(fmt::format("\"{}\" is not a number", key), node);
}

bool TomlKeys::flag(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return false;
  if (node->is_boolean()) return *node->value<bool>();
  throw error(fmt::format("\"{}\" is not true or false", key), node);
}

std::vector<std::string> TomlKeys::texts(std::string_view key) {
  std::vector<std::string> values;
  for (const toml::node& item : array(key)) {
    const auto value = item.value<std::string>();
    if (!value || value->empty()) throw error(fmt::format("\"{}\" holds more than texts", key), &item);
    values.push_back(*value);
  }
  return values;
}

std::vector<double> TomlKeys::numbers(std::string_view key) {
  std::vector<double> values;
  for (const toml::node& item : array(key)) {
    if (!item.is_number()) throw error(fmt::format("\"{}\" holds more than numbers", key), &item);
    values.push_back(*item.value<double>());
  }
  return values;
}

std::vector<const toml::table*> TomlKeys::tables(std::string_view key) {
  std::vector<const toml::table*> values;
  for (const toml::node& item : array(key)) {
    if (!item.is_table()) throw error(fmt::format("\"{}\" holds more than tables", key), &item);
    values.push_back(item.as_table());
  }
  return values;
}

const toml::table* TomlKeys::table(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return nullptr;
  if (node->is_table()) return node->as_table();
  throw error(fmt::format("\"{}\" is not a table", key), node);
}

void TomlKeys::nothing_else(std::string_view what) const {
  for (const auto& [key, node] : table_) {
    if (std::find(known_.begin(), known_.end(), key.str()) == known_.end()) {
      throw error(fmt::format("{} has no key \"{}\"", what, key.str()), &node, did_you_mean(key.str(), known_));
    }
  }
}

ConfigError TomlKeys::error(std::string message, const toml::node* node, std::string hint) const {
  const auto& begin = (node != nullptr ? node->source() : table_.source()).begin;
  return {std::move(message), {file_, begin.line, begin.column}, std::move(hint)};
}

const toml::node* TomlKeys::get(std::string_view key) {
  known_.emplace_back(key);
  return table_.get(key);
}

const toml::array& TomlKeys::array(std::string_view key) {
  static const toml::array kNone;
  const toml::node* node = get(key);
  if (node == nullptr) return kNone;
  if (node->is_array()) return *node->as_array();
  throw error(fmt::format("\"{}\" is not an array", key), node);
}

}  // namespace affect::io
