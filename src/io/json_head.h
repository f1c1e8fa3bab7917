/// What the beginning of a JSON text shows, cut as it may be: how readers tell each other's files.
///
///   const JsonHead head(text);
///   if (head.has("messages[].sender_name")) ...   // a key of an item of an array
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace affect::io {

class JsonHead {
 public:
  explicit JsonHead(std::string_view head);

  /// The bracket that the text begins with, or 0 where it is neither an object nor an array.
  char top() const { return top_; }
  /// Whether another value follows the first: JSON lines.
  bool is_sequence() const { return sequence_; }
  /// Whether the text stops inside a value.
  bool is_cut() const { return cut_; }

  bool has(std::string_view path) const { return values_.find(path) != values_.end(); }
  /// Whether the first value at that path begins with this character: { [ or ".
  bool begins(std::string_view path, char first) const { return value(path).starts_with(first); }
  /// The first value at that path that is neither null nor "": a bracket, a string with its quote in front, or another
  /// value as it is written, at most 80 bytes; empty where there is none.
  std::string_view value(std::string_view path) const;
  /// In order of appearance: "data", "data.items", "data.items[]", "data.items[].text"; at most 1000.
  const std::vector<std::string>& paths() const { return paths_; }

 private:
  class Scanner;

  char top_ = 0;
  bool sequence_ = false, cut_ = false;
  std::vector<std::string> paths_;
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace affect::io
