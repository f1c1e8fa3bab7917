/// What a component can be told: described once as data; help, command line, server and bindings are made
/// from it.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace affect {

struct OptionSpec {
  enum class Type { number, integer, text, choice, flag };
  std::string name;  ///< snake_case
  Type type = Type::number;
  std::string standard;              ///< default, as text
  std::string what;                  ///< one line for help
  std::vector<std::string> choices;  ///< Type::choice
  std::optional<double> low, high;   ///< Type::number and integer, inclusive
  bool changes_result = true;        ///< false where only memory or speed depend on it
};

/// Checked values of a component's options. Every lookup names an option of its specs.
class Options {
 public:
  Options() = default;
  /// Throws ConfigError where a name is unknown or a value does not fit.
  Options(std::vector<OptionSpec> specs, const std::map<std::string, std::string>& given);

  double number(std::string_view name) const;
  long long integer(std::string_view name) const;
  const std::string& text(std::string_view name) const;
  bool flag(std::string_view name) const;
  /// What differs from the default and changes the result.
  std::map<std::string, std::string> changed() const;
  /// Hex hash of what differs from the default and changes the result; empty where nothing does.
  std::string hash() const;

 private:
  std::vector<OptionSpec> specs_;
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace affect
