/// One value of a record, read once, in order, over simdjson's On-Demand API. null is absent: it leaves what it is read
/// into as it was. Every fault is a JsonFault with its place in the text.
#pragma once
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "affect/clock.h"
#include "io/json_check.h"

namespace affect::io {

class JsonValue {
 public:
  /// `name` is the field's, for messages; `depth` counts the brackets around the value.
  JsonValue(simdjson::ondemand::value value, std::string_view name, int depth)
      : value_(value), name_(name), depth_(depth) {}

  std::string_view name() const { return name_; }
  int depth() const { return depth_; }

  // Each returns false where the value is null.
  bool read(std::string& into);
  /// Views the text itself, or `decoded` where the string has escapes.
  bool read(std::string_view& into, std::list<std::string>& decoded);
  bool read(double& into);
  bool read(std::int64_t& into);
  /// Seconds, or an ISO 8601 string.
  bool read_time(Seconds& into);
  template <class T>
  bool read(std::optional<T>& into) {
    T value{};
    if (!read(value)) return false;
    into = std::move(value);
    return true;
  }
  bool read_time(std::optional<Seconds>& into);
  /// One of the names that `parse` knows; `choices` lists them for the message.
  template <class Enum>
  bool read(std::optional<Enum>& into, std::optional<Enum> (*parse)(std::string_view), std::string_view choices) {
    Enum value{};
    if (!read(value, parse, choices)) return false;
    into = value;
    return true;
  }
  template <class Enum>
  bool read(Enum& into, std::optional<Enum> (*parse)(std::string_view), std::string_view choices) {
    std::string name;
    if (!read(name)) return false;
    const auto known = parse(name);
    if (!known) fail("\"" + name + "\" is not a known " + std::string(name_), "one of " + std::string(choices));
    into = *known;
    return true;
  }

  /// Calls `item(JsonValue)` for each item of an array.
  template <class Item>
  bool each(Item&& item) {
    simdjson::ondemand::array array;
    if (!begin(array)) return false;
    for (auto result : array) {
      simdjson::ondemand::value value;
      if (const auto error = result.get(value)) broken(error);
      JsonValue next(value, name_, depth_ + 1);
      item(next);
    }
    return true;
  }
  /// Calls `field(key, JsonValue)` for each member of an object; what it does not know (returns false) is kept in
  /// `extra` as `"a":1,"b":[]`.
  template <class Field>
  bool fields(std::string& extra, Field&& field);

  bool is_null();
  /// Throws: the value is not `expected` ("a number").
  [[noreturn]] void wrong(std::string_view expected);
  [[noreturn]] void fail(std::string what, std::string hint = {});
  /// Appends `"key":value` without interpreting the value.
  void keep(std::string_view raw_key, std::string& extra);
  const char* at();

 private:
  bool begin(simdjson::ondemand::array& array);
  bool begin(simdjson::ondemand::object& object);
  /// A string's inside as it is written, or nothing where the value is null.
  std::optional<std::string_view> inside();
  [[noreturn]] void broken(simdjson::error_code error);

  simdjson::ondemand::value value_;
  std::string_view name_;
  int depth_;
};

/// What a simdjson error means for a user.
std::string json_error(simdjson::error_code error);
/// A key's inside as it is written.
std::string_view raw_key(simdjson::ondemand::raw_json_string key);

/// JsonValue::fields for an object at `depth`.
template <class Field>
void read_fields(simdjson::ondemand::object object, int depth, std::string& extra, Field&& field) {
  KeySet keys;
  std::list<std::string> decoded;
  const char* last = nullptr;
  for (auto result : object) {
    simdjson::ondemand::field member;
    if (const auto error = std::move(result).get(member)) throw JsonFault{json_error(error), last};
    const auto raw = raw_key(member.key());
    last = raw.data() - 1;
    const auto key =
        raw.find('\\') == std::string_view::npos ? raw : std::string_view(decoded.emplace_back(unescape(raw)));
    if (!keys.insert(key)) throw JsonFault{"key \"" + std::string(key) + "\" stands twice", last};
    JsonValue value(member.value(), key, depth + 1);
    if (!field(key, value)) value.keep(raw, extra);
  }
}

template <class Field>
bool JsonValue::fields(std::string& extra, Field&& field) {
  simdjson::ondemand::object object;
  if (!begin(object)) return false;
  read_fields(object, depth_, extra, field);
  return true;
}

}  // namespace affect::io
