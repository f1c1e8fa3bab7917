// A table of a TOML file of ours: gives keys by type, and at the end complains about the ones that nobody asked for.
//
//   const toml::table table = parse_toml(text, file);
//   TomlKeys keys(table, file);
//   card.name = keys.text("name");
//   keys.nothing_else("a card");
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "affect/error.h"

namespace affect::io {

/// Of a file of ours. Throws ConfigError with the place where it is no TOML.
toml::table parse_toml(std::string_view text, const std::string& file);
/// Of a user's file. Throws InputError with the place and the hint.
toml::table parse_toml_input(std::string_view text, const std::string& file, const std::string& hint);

/// Throws ConfigError with the place of a key that is missing or of another type. `table` and `file` must live longer.
class TomlKeys {
 public:
  TomlKeys(const toml::table& table, const std::string& file) : table_(table), file_(file) {}

  std::string text(std::string_view key);
  std::string optional_text(std::string_view key);
  double number(std::string_view key);
  bool flag(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<double> numbers(std::string_view key);
  std::vector<const toml::table*> tables(std::string_view key);
  /// One table of names; null where it is left out.
  const toml::table* table(std::string_view key);
  /// `what` has these keys: "a card".
  void nothing_else(std::string_view what) const;

  bool has(std::string_view key) const { return table_.contains(key); }
  const toml::node* node(std::string_view key) const { return table_.get(key); }
  /// At `node`, or at the table where it is null.
  ConfigError error(std::string message, const toml::node* node, std::string hint = {}) const;

 private:
  const toml::node* get(std::string_view key);
  const toml::array& array(std::string_view key);

  const toml::table& table_;
  const std::string& file_;
  std::vector<std::string> known_;
};

}  // namespace affect::io
