/// Canonical JSON text: the shortest numbers that read back the same, and no escape that JSON does not need.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace affect::io {

/// Appends a finite number: plain digits from 1e-5 up to 2^53, scientific notation outside. NaN and infinities become
/// null.
void append_number(std::string& out, double value);
void append_integer(std::string& out, std::int64_t value);
/// Appends the quoted string; escapes ", \ and control characters only.
void append_string(std::string& out, std::string_view text);

/// Appends members of objects and items of arrays, with the commas between them. An absent member is left out.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void text(std::string_view key, std::string_view value);
  void number(std::string_view key, std::optional<double> value);
  void integer(std::string_view key, std::optional<std::int64_t> value);
  void texts(std::string_view key, std::span<const std::string> values);
  /// `json` is JSON text already.
  void raw(std::string_view key, std::string_view json);
  /// Members as JSON text `"a":1,"b":2`.
  void members(std::string_view json);

  void key(std::string_view name);
  void comma();
  void open(char bracket) { out_ += bracket; }
  void close(char bracket) { out_ += bracket; }
  /// The text written so far, for values that have no function here.
  std::string& out() { return out_; }

 private:
  std::string& out_;
};

}  // namespace affect::io
