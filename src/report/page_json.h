/// Arrays and short numbers for the page's data.
#pragma once
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "io/json_text.h"

namespace affect::report {

/// Five digits are more than a plot shows; NaN is null.
inline void append_short(std::string& out, double value) {
  out += std::isfinite(value) ? fmt::format("{:.5g}", value) : "null";
}

/// A member that is always there, however empty.
inline void text(io::JsonWriter& json, std::string_view key, std::string_view value) {
  json.key(key);
  io::append_string(json.out(), value);
}

/// A member that is always there: null where nothing is known.
inline void number_or_null(io::JsonWriter& json, std::string_view key, std::optional<double> value) {
  json.key(key);
  append_short(json.out(), value.value_or(NAN));
}

/// "key":[...] with `append` for each value.
template <class Range, class Append>
void array(io::JsonWriter& json, std::string_view key, const Range& values, Append append) {
  json.key(key);
  json.open('[');
  for (const auto& value : values) {
    json.comma();
    append(json.out(), value);
  }
  json.close(']');
}

}  // namespace affect::report
